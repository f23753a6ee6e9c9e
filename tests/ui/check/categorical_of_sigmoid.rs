mlp::network! {
    input 784;
    dense 10 sigmoid;
    loss categorical;
}

fn main() {}
