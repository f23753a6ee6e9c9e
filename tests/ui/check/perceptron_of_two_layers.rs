mlp::network! {
    input 2;
    dense 8 step;
    dense 1 step;
    loss perceptron;
}

fn main() {}
