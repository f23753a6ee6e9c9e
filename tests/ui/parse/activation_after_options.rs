mlp::network! {
    input 784;
    dense 128 init=he_normal relu;
    dense 10 softmax;
}

fn main() {}
