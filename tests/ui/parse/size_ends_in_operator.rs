mlp::network! {
    input 28 *;
    dense 10 softmax;
}

fn main() {}
