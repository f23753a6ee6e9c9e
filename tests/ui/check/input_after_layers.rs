mlp::network! {
    dense 10 softmax;
    input 784;
}

fn main() {}
