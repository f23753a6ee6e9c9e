mlp::network! {
    input 784
    dense 128 rleu
    dropout 0.2
    dens 10 softmax;
}

fn main() {}
