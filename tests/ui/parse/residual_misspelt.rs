mlp::network! {
    input 64;
    resiudal { dense 64; }
    dense 10;
}

fn main() {}
