mlp::network! {
    input 784;
    dense 10 softmax;
    loss sparse_categroical;
}

fn main() {}
