mlp::network! {
    input 64;
    scale: standardize;
    dense 10;
}

fn main() {}
