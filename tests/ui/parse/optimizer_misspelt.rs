mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer adma lr=1e-3;
}

fn main() {}
