mlp::network! {
    input 784;
    dense 1;
    loss mse;
    optimizer lr=0.001;
}

fn main() {}
