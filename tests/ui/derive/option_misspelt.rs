#[derive(Clone, mlp::Tensors)]
struct Scale {
    gain: [f32; 4],
    #[tensor(untraind)]
    mean: [f32; 4],
}

fn main() {}
