mlp::network! {
    input 784;
    dense relu;
    dense 10 softmax;
}

fn main() {}
