mlp::network! {
    input 64;
    residual softmax { dense 64; }
    dense 10;
}

fn main() {}
