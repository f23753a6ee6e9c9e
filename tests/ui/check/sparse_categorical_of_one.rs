mlp::network! {
    input 784;
    dense 1 sigmoid;
    loss sparse_categorical;
}

fn main() {}
