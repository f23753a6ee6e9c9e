mlp::network! {
    input: 784;
    dense: { units: 128, activation: relu };
    dense 10 softmax;
}

fn main() {}
