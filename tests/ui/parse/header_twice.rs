mlp::network! {
    struct Digits;
    struct Letters;
    input 784;
    dense 10 softmax;
}

fn main() {}
