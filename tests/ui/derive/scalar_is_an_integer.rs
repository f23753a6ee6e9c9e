#[derive(Clone, mlp::Tensors)]
#[tensors(scalar = i32)]
struct Flip;

fn main() {}
