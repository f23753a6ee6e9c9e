mlp::network! {
    input 784;
    dense 1 relu;
    loss poisson;
}

fn main() {}
