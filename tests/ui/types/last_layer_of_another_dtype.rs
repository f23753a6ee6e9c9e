mlp::network! {
    pub struct Encoder;
    input 3;
    dense 3 relu;
    dtype f64;
}

mlp::network! {
    input 3;
    first: layer Encoder;
    last: layer Encoder;
    loss mse;
}

fn main() {}
