mlp::network! {
    input 784;
    #[cfg(feature(x))]
    dense 128 relu;
    dense 10 softmax;
}

fn main() {}
