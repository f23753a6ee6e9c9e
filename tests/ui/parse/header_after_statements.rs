mlp::network! {
    input 784;
    struct Digits;
    dense 10 softmax;
}

fn main() {}
