mlp::network! {
    input 784;
    dense -1 relu;
    dense 10 softmax;
}

fn main() {}
