mlp::network! {
    input 784;
    output 10 softmax;
}

fn main() {}
