mlp::network! {
    input 784;
    dense 128 rleu;
    dense 10 softmax;
}

fn main() {}
