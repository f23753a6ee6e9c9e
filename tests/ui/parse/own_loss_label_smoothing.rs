mlp::network! {
    input 2;
    dense 1;
    loss crate::Quantile(0.9) label_smoothing=0.1;
}

fn main() {}
