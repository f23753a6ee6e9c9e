mlp::network! {
    input 64;
    skip { dense 64; }
    dense 10;
}

fn main() {}
