const HUGE: usize = 1 << 30;

mlp::network! {
    input 3;
    dense HUGE relu;
    dense 2;
    loss mse;
}

fn main() {}
