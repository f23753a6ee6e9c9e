mlp::network! {
    input 64;
    residual { batch_norm; dense 64; }
    dense 1;
    loss mse;
    batch 1;
}

fn main() {}
