mlp::network! {
    input 64;
    loss mse;
    layer Decoder;
}

fn main() {}
