mlp::network! {
    input 128;
    residual relu { dense 64 relu; }
    dense 10;
}

fn main() {}
