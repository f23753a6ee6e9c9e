mlp::network! {
    input 64;
    residual { dense 64; } relu;
    dense 10;
}

fn main() {}
