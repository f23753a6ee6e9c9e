const PENALTY: f32 = 1e-4;

mlp::network! {
    input 3;
    dense 2 l2=PENALTY;
    loss mse;
}

fn main() {}
