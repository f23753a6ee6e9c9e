mlp::network! {
    input 784;
    dense 128 swish;
    dense 10 softmax;
}

fn main() {}
