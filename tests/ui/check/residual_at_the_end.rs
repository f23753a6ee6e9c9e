mlp::network! {
    input 64;
    dense 10;
    residual { dense 10; }
    loss mse;
}

fn main() {}
