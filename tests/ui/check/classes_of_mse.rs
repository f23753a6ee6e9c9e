mlp::network! {
    input 64;
    dense 3;
    loss mse;
    classes Shirt, Bag, Boot;
}

fn main() {}
