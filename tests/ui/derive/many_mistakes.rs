#[derive(Clone, mlp::Tensors)]
#[tensors(scalars = f32)]
struct Scale {
    #[tensor(trained)]
    gain: [f32; 4],
    #[tensor(skipped)]
    counts: [u8; 4],
}

fn main() {}
