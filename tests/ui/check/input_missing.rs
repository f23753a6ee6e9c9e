mlp::network! {
    dense 10 softmax;
}

fn main() {}
