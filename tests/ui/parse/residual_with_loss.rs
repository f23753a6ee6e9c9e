mlp::network! {
    input 64;
    residual { dense 64; loss mse; }
    dense 10;
}

fn main() {}
