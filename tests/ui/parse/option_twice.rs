mlp::network! {
    input 784;
    dense 128 relu l2=1e-4 l2=1e-3;
    dense 10 softmax;
}

fn main() {}
