mlp::network! {
    input 784;
    __hidden: dense 128 relu;
    dense 10 softmax;
}

fn main() {}
