mlp::network! {
    struct;
    input 784;
    dense 10 softmax;
}

fn main() {}
