mlp::network! {
    input 784;
    Dense(128, activation="relu");
    dense 10 softmax;
}

fn main() {}
