mlp::network! {
    input 784;
    dense 10 sigmoid;
    loss kl_divergence;
}

fn main() {}
