mlp::network! {
    input 4;
    dense 1;
    loss mse;
    metrics accuracy;
}

fn main() {}
