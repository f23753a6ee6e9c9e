mlp::network! {
    input 784;
    #[cfg(unix, windows)]
    dense 128 relu;
    dense 10 softmax;
}

fn main() {}
