const OUTPUTS: usize = 3;

mlp::network! {
    input 64;
    dense OUTPUTS sigmoid;
    loss binary;
    classes Shirt, Bag, Boot;
}

fn main() {}
