mlp::network! {
    input 784;
    dense128 relu;
    dense 10 softmax;
}

fn main() {}
