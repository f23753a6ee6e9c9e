mlp::network! {
    input 784;
    dense 1;
    loss mse;
    epochs -3;
}

fn main() {}
