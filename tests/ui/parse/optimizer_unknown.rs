mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer lbfgs;
}

fn main() {}
