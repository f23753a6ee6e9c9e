mlp::network! {
    input 2;
    dense 1 step;
    loss crate::Quantile;
}

fn main() {}
