mlp::network! {
    input 64;
    dense 3 sigmoid;
    loss binary;
    classes Shirt, Bag, Boot;
}

fn main() {}
