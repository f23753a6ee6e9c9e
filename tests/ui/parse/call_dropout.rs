mlp::network! {
    input 784;
    dropout(0.2);
    dense 10 softmax;
}

fn main() {}
