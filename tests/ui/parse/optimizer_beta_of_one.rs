mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer adam beta1=1;
}

fn main() {}
