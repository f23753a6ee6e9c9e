mlp::network! {
    input 784;
    pub hidden: dense 128 relu;
    dense 10 softmax;
}

fn main() {}
