mlp::network! {
    #[derive(serde::Serialize)]
    struct Net;
    input 784;
    dense 10 softmax;
}

fn main() {}
