#[derive(Clone, Debug, PartialEq, mlp::Tensors)]
pub struct Scale {
    gain: [f32; 3],
}

mlp::network! {
    input 3;
    layer Scale;
    dense 2;
    loss mse;
}

fn main() {}
