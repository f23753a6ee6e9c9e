mlp::network! {
    input 784;
    dense 128 banana;
    dense 10 softmax;
}

fn main() {}
