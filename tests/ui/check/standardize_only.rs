mlp::network! {
    input 64;
    standardize;
}

fn main() {}
