mlp::network! {
    input 784;
    dense 128 relu speed=3;
    dense 10 softmax;
}

fn main() {}
