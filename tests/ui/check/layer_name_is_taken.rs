mlp::network! {
    input 64;
    encoder: dense 32;
    layer Encoder;
    dense 10;
}

fn main() {}
