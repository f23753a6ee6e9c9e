mlp::network! {
    input 784;
    dense 128 RELU;
    dense 10 softmax;
}

fn main() {}
