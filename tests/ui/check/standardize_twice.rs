mlp::network! {
    input 64;
    standardize;
    standardize;
    dense 10;
}

fn main() {}
