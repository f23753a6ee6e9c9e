mlp::network! {
    input 784;
    dense 10 softmax;
    lr 0.1;
}

fn main() {}
