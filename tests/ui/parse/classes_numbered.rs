mlp::network! {
    input 64;
    dense 3 softmax;
    loss sparse_categorical;
    classes Shirt = 0, Bag = 1, Boot = 2;
}

fn main() {}
