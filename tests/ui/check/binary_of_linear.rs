mlp::network! {
    input 784;
    dense 1;
    loss binary;
}

fn main() {}
