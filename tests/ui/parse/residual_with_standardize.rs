mlp::network! {
    input 64;
    residual { standardize; dense 64; }
    dense 10;
}

fn main() {}
