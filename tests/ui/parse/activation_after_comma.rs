mlp::network! {
    input 784;
    dense 128, relu;
    dense 10 softmax;
}

fn main() {}
