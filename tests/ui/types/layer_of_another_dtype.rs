mlp::network! {
    struct Encoder;
    input 3;
    dense 8 relu;
}

mlp::network! {
    input 3;
    layer Encoder;
    dense 2;
    loss mse;
    dtype f64;
}

fn main() {}
