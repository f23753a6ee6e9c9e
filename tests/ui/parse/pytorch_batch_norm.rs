mlp::network! {
    input 64;
    dense 64;
    nn.BatchNorm1d(64);
    dense 10;
}

fn main() {}
