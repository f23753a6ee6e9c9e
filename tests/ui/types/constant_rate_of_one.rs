const RATE: f64 = 1.0;

mlp::network! {
    input 3;
    dense 8 relu;
    dropout RATE;
    dense 2;
    loss mse;
}

fn main() {}
