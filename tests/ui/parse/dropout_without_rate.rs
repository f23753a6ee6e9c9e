mlp::network! {
    input 784;
    dropout;
    dense 10 softmax;
}

fn main() {}
