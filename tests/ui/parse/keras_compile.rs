mlp::network! {
    input 784;
    dense 10 softmax;
    compile(optimizer="adam", loss="mse");
}

fn main() {}
