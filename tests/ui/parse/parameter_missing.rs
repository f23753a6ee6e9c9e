mlp::network! {
    input 784;
    dense 128 leaky_relu();
    dense 10 softmax;
}

fn main() {}
