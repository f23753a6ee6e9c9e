mlp::network! {
    input 64;
    dense 3 softmax;
    loss sparse_categorical;
    classes Shirt Bag Boot;
}

fn main() {}
