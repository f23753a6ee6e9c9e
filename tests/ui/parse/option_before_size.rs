mlp::network! {
    input 784;
    dense init=he_normal 128 relu;
    dense 10 softmax;
}

fn main() {}
