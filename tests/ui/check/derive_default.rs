mlp::network! {
    #[derive(Default)]
    struct Net;
    input 784;
    dense 10 softmax;
}

fn main() {}
