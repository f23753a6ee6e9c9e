mlp::network! {
    input 64;
    dense 3 softmax;
    loss sparse_categorical;
    num_classes 3;
}

fn main() {}
