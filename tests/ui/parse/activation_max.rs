mlp::network! {
    input 784;
    dense 128 max(0, x);
    dense 10 softmax;
}

fn main() {}
