mlp::network! {
    input 64;
    layer Encoder(64);
    dense 10;
}

fn main() {}
