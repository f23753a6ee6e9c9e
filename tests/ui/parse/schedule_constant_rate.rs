mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule constant 0.1;
}

fn main() {}
