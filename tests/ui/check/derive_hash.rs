mlp::network! {
    #[derive(Hash)]
    struct Net;
    input 784;
    dense 10 softmax;
}

fn main() {}
