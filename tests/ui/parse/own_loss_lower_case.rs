mlp::network! {
    input 2;
    dense 1;
    loss quantile(0.9);
}

fn main() {}
