mlp::network! {
    input 784;
    loss mse;
    dense 10 softmax;
}

fn main() {}
