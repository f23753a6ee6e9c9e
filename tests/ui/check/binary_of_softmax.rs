mlp::network! {
    input 784;
    dense 2 softmax;
    loss binary;
}

fn main() {}
