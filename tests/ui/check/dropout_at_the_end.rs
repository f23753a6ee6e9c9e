mlp::network! {
    input 784;
    dense 10 softmax;
    dropout 0.2;
}

fn main() {}
