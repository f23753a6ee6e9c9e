#[derive(Clone, mlp::Tensors)]
struct Affine {
    gain: [f32; 4],
    offset: [f64; 4],
}

fn main() {}
