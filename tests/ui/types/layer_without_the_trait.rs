#[derive(Clone, Debug, PartialEq)]
pub struct Encoder;

mlp::network! {
    input 3;
    layer Encoder;
    dense 2;
    loss mse;
}

fn main() {}
