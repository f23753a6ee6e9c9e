mlp::network! {
    input 784;
    dense 10 softmax;
    #[cfg(unix)]
}

fn main() {}
