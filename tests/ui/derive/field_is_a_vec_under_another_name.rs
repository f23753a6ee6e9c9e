use mlp as neural;

#[derive(Clone, neural::Tensors)]
#[tensors(crate = neural)]
struct Scale {
    gain: Vec<f32>,
}

fn main() {}
