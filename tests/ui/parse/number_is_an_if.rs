mlp::network! {
    input 784;
    dense 128 relu;
    dropout if DEEP { 0.5 } else { 0.2 };
    dense 10 softmax;
}

fn main() {}
