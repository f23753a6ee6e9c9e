#[derive(Clone, mlp::Tensors)]
struct Scale {
    gain: [f32; 4],
    counts: [i32; 4],
}

fn main() {}
