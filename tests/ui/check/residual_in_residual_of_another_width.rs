mlp::network! {
    input 64;
    residual {
        dense 32;
        residual { dense 16; }
        dense 64;
    }
    dense 10;
}

fn main() {}
