mlp::network! {
    input 64;
    dense 10;
    batch_norm softmax;
    loss sparse_categorical;
}

fn main() {}
