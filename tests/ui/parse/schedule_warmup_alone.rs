mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule warmup=2;
}

fn main() {}
