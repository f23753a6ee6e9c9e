mlp::network! {
    input 2;
    dense 1;
    loss crate::Quantile(tau=0.9);
}

fn main() {}
