mlp::network! {
    input 784;
    #[cfg(all())]
    dense 128 rleu;
    #[cfg(any())]
    dense 128 softmx;
    dense 10 softmax;
}

fn main() {}
