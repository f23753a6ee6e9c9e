mlp::network! {
    input 784;
    dropout 1.0;
    dense 10 softmax;
}

fn main() {}
