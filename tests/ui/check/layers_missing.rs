mlp::network! {
    input 784;
    loss mse;
}

fn main() {}
