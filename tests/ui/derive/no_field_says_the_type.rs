#[derive(Clone, mlp::Tensors)]
struct Flip;

fn main() {}
