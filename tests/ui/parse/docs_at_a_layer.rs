mlp::network! {
    input 784;
    /// The hidden layer.
    dense 128 relu;
    dense 10 softmax;
}

fn main() {}
