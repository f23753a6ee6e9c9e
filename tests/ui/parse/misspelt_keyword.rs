mlp::network! {
    inptu 784;
    desne 10 softmax;
}

fn main() {}
