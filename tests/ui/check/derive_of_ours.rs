mlp::network! {
    #[derive(Clone, Default)]
    struct Digits;
    input 784;
    dense 10 softmax;
}

fn main() {}
