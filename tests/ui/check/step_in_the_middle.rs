mlp::network! {
    input 2;
    dense 8 step;
    dense 1 sigmoid;
    loss binary;
}

fn main() {}
