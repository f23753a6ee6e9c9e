#[derive(Clone, mlp::Tensors)]
struct Gain([f64; 4]);

#[derive(Clone, mlp::Tensors)]
struct Scale {
    offset: [f32; 4],
    gain: Gain,
}

fn main() {}
