mlp::network! {
    input 784;
    dense 128 relu init=xavier_uniform;
    dense 10 softmax;
}

fn main() {}
