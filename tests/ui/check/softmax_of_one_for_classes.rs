mlp::network! {
    input 784;
    dense 1 softmax;
    loss sparse_categorical;
}

fn main() {}
