mlp::network! {
    input 64;
    dense 32 softmax;
    layer Decoder;
}

fn main() {}
