#[derive(Clone, mlp::Tensors)]
struct Scale {
    gain: Vec<f32>,
}

fn main() {}
