#[derive(Clone, mlp::Tensors)]
struct Scale {
    counts: [i32; 4],
    gain: [f32; 4],
}

fn main() {}
