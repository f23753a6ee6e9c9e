mlp::network! {
    input 64;
    residual { dense 64 softmax; }
    dense 10;
}

fn main() {}
