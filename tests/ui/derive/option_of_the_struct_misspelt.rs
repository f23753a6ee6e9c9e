#[derive(Clone, mlp::Tensors)]
#[tensors(dtype = f64)]
struct Scale {
    gain: [f32; 4],
}

fn main() {}
