mlp::network! {
    input 784;
    dropout 20%;
    dense 10 softmax;
}

fn main() {}
