mlp::network! {
    input 64;
    dense 32 relu;
    standardize;
    dense 10;
}

fn main() {}
