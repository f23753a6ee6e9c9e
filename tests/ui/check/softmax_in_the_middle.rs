mlp::network! {
    input 784;
    dense 128 softmax;
    dense 10 softmax;
}

fn main() {}
