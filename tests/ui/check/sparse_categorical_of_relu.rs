mlp::network! {
    input 784;
    dense 10 relu;
    loss sparse_categorical;
}

fn main() {}
