#[derive(Clone, mlp::Tensors)]
#[tensors(scalar = f64)]
struct Scale {
    gain: [f32; 4],
}

fn main() {}
