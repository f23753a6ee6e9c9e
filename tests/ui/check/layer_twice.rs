mlp::network! {
    input 64;
    layer Encoder;
    layer Encoder;
    dense 10;
}

fn main() {}
