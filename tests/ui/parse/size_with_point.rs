mlp::network! {
    input 784;
    dense 128.0 relu;
    dense 10 softmax;
}

fn main() {}
