mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer Adam(learning_rate=0.001);
}

fn main() {}
