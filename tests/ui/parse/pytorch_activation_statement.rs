mlp::network! {
    input 784;
    dense 128;
    nn.ReLU();
    dense 10 softmax;
}

fn main() {}
