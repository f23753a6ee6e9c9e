mlp::network! {
    input 784;
    Dropout(0.2);
    dense 10 softmax;
}

fn main() {}
