mlp::network! {
    input 784;
    let hidden = dense 128 relu;
    dense 10 softmax;
}

fn main() {}
