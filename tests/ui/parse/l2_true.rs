mlp::network! {
    input 784;
    dense 128 relu l2=true;
    dense 10 softmax;
}

fn main() {}
