mlp::network! {
    input 784;
    dense 10 softmax;
    loss categorical label_smoothing=1;
}

fn main() {}
