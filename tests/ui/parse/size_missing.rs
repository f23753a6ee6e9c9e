mlp::network! {
    input 784;
    dense;
    dense 10 softmax;
}

fn main() {}
