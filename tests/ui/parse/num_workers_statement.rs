mlp::network! {
    input 4;
    dense 1;
    loss mse;
    num_workers 4;
}

fn main() {}
