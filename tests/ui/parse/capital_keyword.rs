mlp::network! {
    Input 784;
    DENSE 10 softmax;
}

fn main() {}
