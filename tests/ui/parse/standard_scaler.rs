mlp::network! {
    input 64;
    StandardScaler();
    dense 10;
}

fn main() {}
