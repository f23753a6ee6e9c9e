mlp::network! {
    input 784;
    dense 1 sigmoid;
    loss BCEWithLogitsLoss;
}

fn main() {}
