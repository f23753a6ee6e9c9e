mlp::network! {
    input 784 relu;
    dense 10 softmax;
}

fn main() {}
