mlp::network! {
    input 64;
    standardize mean=0.5;
    dense 10;
}

fn main() {}
