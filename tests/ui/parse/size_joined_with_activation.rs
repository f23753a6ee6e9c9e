mlp::network! {
    input 784;
    dense 128relu;
    dense 10 softmax;
}

fn main() {}
