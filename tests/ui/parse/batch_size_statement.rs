mlp::network! {
    input 784;
    dense 1;
    loss mse;
    batch_size 32;
}

fn main() {}
