mlp::network! {
    input 784;
    dense 128 leaky_relu(alpha=0.2);
    dense 10 softmax;
}

fn main() {}
