mlp::network! {
    input 64;
    layer Encoder, Decoder;
    dense 10;
}

fn main() {}
