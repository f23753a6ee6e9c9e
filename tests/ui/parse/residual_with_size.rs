mlp::network! {
    input 64;
    residual 64 { dense 64; }
    dense 10;
}

fn main() {}
