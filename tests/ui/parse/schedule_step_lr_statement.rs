mlp::network! {
    input 2;
    dense 1;
    loss mse;
    StepLR(step_size=10, gamma=0.1);
}

fn main() {}
