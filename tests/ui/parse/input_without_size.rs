mlp::network! {
    input;
    dense 10 softmax;
}

fn main() {}
