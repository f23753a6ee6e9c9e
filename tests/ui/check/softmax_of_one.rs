mlp::network! {
    input 784;
    dense 1 softmax;
}

fn main() {}
