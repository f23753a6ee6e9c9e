mlp::network! {
    input 784;
    dense 128 relu init=;
    dense 10 softmax;
}

fn main() {}
