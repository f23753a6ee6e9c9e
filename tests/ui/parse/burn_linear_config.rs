mlp::network! {
    input 784;
    LinearConfig::new(784, 128);
    dense 10 softmax;
}

fn main() {}
