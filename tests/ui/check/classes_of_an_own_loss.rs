mlp::network! {
    input 64;
    dense 3;
    loss crate::Quantile;
    classes Shirt, Bag, Boot;
}

fn main() {}
