mlp::network! {
    input 784;
    dense 128 relu bias=no;
    dense 10 softmax;
}

fn main() {}
