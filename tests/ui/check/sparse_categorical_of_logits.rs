mlp::network! {
    input 784;
    dense 10;
    loss sparse_categorical;
}

fn main() {}
