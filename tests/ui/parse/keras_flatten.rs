mlp::network! {
    input 784;
    Flatten();
    dense 10 softmax;
}

fn main() {}
