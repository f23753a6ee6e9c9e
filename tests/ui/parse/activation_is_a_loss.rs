mlp::network! {
    input 784;
    dense 128 mse;
    dense 10 softmax;
}

fn main() {}
