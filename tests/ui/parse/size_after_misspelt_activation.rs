mlp::network! {
    input 784;
    dense rleu 128;
    dense 10 softmax;
}

fn main() {}
