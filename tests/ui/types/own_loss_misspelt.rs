mlp::network! {
    input 3;
    dense 1;
    loss crate::Quantil(0.9);
}

fn main() {}
