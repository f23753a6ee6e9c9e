#[derive(Clone, mlp::Tensors)]
enum Scale {
    Ones,
}

fn main() {}
