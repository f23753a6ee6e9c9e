pub struct Sine;

mlp::network! {
    input 3;
    residual crate::Sine { dense 3; }
    dense 1;
}

fn main() {}
