mlp::network! {
    input 2;
    dense 3 softmax;
    loss perceptron;
}

fn main() {}
