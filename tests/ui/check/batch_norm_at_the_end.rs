mlp::network! {
    input 64;
    dense 10;
    batch_norm;
}

fn main() {}
