use mlp::prelude::*;

#[derive(Clone, Debug, PartialEq)]
pub struct Encoder;

network! {
    struct Head;
    input 3;
    dense 2 relu;
    layer Encoder;
    loss mse;
}

fn main() {}
