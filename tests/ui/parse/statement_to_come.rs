mlp::network! {
    input 784;
    embedding 100 8;
    dense 10 softmax;
}

fn main() {}
