mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer adam lr=1.0/3.0;
}

fn main() {}
