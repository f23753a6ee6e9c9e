mlp::network! {
    input 784;
    dense 10 softmax;
    loss mse;
    loss categorical;
}

fn main() {}
