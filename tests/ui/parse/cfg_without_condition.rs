mlp::network! {
    input 784;
    #[cfg]
    dense 128 relu;
    dense 10 softmax;
}

fn main() {}
