mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer adam learning_rate=0.001;
}

fn main() {}
