mlp::network! {
    input 784;
    dense 128 relu inti=he_normal;
    dense 10 softmax;
}

fn main() {}
