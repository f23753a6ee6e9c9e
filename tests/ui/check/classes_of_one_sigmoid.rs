mlp::network! {
    input 64;
    dense 1 sigmoid;
    loss binary;
    classes Shirt, Bag, Boot;
}

fn main() {}
