mlp::network! {
    input 784;
    dropout 0.2;
}

fn main() {}
