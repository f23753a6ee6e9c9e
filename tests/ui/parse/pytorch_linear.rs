mlp::network! {
    nn.Linear(784, 128);
    input 784;
    dense 10 softmax;
}

fn main() {}
