mlp::network! {
    input 784;
    banana 3;
    dense 10 softmax;
}

fn main() {}
