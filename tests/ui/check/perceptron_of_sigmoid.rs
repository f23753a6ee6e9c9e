mlp::network! {
    input 2;
    dense 1 sigmoid;
    loss perceptron;
}

fn main() {}
