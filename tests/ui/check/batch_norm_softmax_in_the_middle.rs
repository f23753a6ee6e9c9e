mlp::network! {
    input 64;
    batch_norm softmax;
    dense 10;
}

fn main() {}
