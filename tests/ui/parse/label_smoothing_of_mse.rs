mlp::network! {
    input 784;
    dense 10 softmax;
    loss mse label_smoothing=0.1;
}

fn main() {}
