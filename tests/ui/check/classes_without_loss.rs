mlp::network! {
    input 64;
    dense 3 softmax;
    classes Shirt, Bag, Boot;
}

fn main() {}
