mlp::network! {
    input 784;
    input 10;
    dense 10 softmax;
}

fn main() {}
