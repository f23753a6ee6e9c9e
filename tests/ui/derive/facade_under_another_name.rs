#[derive(Clone, mlp::Tensors)]
#[tensors(crate = neural)]
struct Scale {
    gain: [f32; 4],
}

fn main() {}
