mlp::network! {
    input 784;
    dense 128 #[cfg(unix)] relu;
    dense 10 softmax;
}

fn main() {}
