mlp::network! {
    input 28x28;
    dense 10 softmax;
}

fn main() {}
