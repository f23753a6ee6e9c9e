mlp::network! {
    input 3;
    batch_norm crate::Sine;
    dense 1;
}

fn main() {}
