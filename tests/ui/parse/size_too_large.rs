mlp::network! {
    input 784;
    dense 16_777_217 relu;
    dense 10 softmax;
}

fn main() {}
