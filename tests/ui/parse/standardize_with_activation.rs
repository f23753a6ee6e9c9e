mlp::network! {
    input 64;
    standardize relu;
    dense 10;
}

fn main() {}
