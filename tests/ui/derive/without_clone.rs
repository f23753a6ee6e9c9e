#[derive(mlp::Tensors)]
struct Scale {
    gain: [f32; 4],
}

fn main() {}
