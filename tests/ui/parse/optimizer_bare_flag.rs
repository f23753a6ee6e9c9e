mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer sgd momentum=0.9 nesterov;
}

fn main() {}
