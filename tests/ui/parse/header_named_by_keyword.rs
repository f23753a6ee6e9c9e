mlp::network! {
    struct match;
    input 784;
    dense 10 softmax;
}

fn main() {}
