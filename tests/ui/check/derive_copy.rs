mlp::network! {
    #[derive(Copy)]
    struct Net;
    input 784;
    dense 10 softmax;
}

fn main() {}
