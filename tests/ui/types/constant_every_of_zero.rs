const EVERY: f64 = 0.0;

mlp::network! {
    input 3;
    dense 1;
    loss mse;
    schedule step every=EVERY factor=0.5;
}

fn main() {}
