mlp::network! {
    input 784;
    dense 10 softmax;
    loss mse mae;
}

fn main() {}
