mlp::network! {
    input 64;
    block: residual { dense 64; }
    dense 10;
}

fn main() {}
