mlp::network! {
    input 784;
    dense 128 relu 0.2;
    dense 10 softmax;
}

fn main() {}
