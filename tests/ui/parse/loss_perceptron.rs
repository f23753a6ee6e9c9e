mlp::network! {
    input 784;
    dense 1 sigmoid;
    loss perceptron;
}

fn main() {}
