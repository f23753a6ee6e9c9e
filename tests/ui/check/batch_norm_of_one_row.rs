mlp::network! {
    input 64;
    dense 32;
    batch_norm relu;
    dense 1;
    loss mse;
    batch 1;
}

fn main() {}
