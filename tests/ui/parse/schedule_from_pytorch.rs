mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule CosineAnnealingLR(T_max=10);
}

fn main() {}
