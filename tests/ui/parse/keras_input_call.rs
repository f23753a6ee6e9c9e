mlp::network! {
    Input(shape=(784,));
    dense 10 softmax;
}

fn main() {}
