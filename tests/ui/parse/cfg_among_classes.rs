mlp::network! {
    input 784;
    dense 10 softmax;
    loss sparse_categorical;
    classes A, #[cfg(unix)] B, C;
}

fn main() {}
