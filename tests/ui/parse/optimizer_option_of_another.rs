mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer sgd beta1=0.9;
}

fn main() {}
