mlp::network! {
    input 2;
    dense 1;
    loss mse;
    schedule step step_size=10 factor=0.1;
}

fn main() {}
