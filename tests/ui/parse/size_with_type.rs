mlp::network! {
    input 784;
    dense 128u8 relu;
    dense 10 softmax;
}

fn main() {}
