mlp::network! {
    input 784;
    Conv2d(1, 32);
    dense 10 softmax;
}

fn main() {}
