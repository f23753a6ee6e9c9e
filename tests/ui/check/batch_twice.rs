mlp::network! {
    input 784;
    dense 1;
    loss mse;
    batch 32;
    batch 64;
}

fn main() {}
