mlp::network! {
    input 784;
    dense 2 softmax;
    loss hinge;
}

fn main() {}
