mlp::network! {
    input 784;
    dense 10 softmax;
    loss nn.CrossEntropyLoss();
}

fn main() {}
