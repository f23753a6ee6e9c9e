mlp::network! {
    input 4;
    dense 1;
    loss mse;
    threads 4;
}

fn main() {}
