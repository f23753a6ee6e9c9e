mlp::network! {
    struct Net<const HIDDEN: usize>;
    input 784;
    dense 10 softmax;
}

fn main() {}
