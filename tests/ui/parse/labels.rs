mlp::network! {
    input 64;
    dense 3 softmax;
    loss sparse_categorical;
    labels Shirt, Bag, Boot;
}

fn main() {}
