mlp::network! {
    input 784;
    dense 128 relu init=he_nromal;
    dense 10 softmax;
}

fn main() {}
