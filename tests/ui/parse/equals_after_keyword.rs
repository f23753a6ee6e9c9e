mlp::network! {
    input = 784;
    dense 10 softmax;
}

fn main() {}
