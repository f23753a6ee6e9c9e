mlp::network! {
    input 784;
    128 relu;
    dense 10 softmax;
}

fn main() {}
