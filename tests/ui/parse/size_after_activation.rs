mlp::network! {
    input 784;
    dense relu 128;
    dense 10 softmax;
}

fn main() {}
