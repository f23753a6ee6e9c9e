mlp::network! {
    struct Digits<T>;
    input 784;
    dense 10 softmax;
}

fn main() {}
