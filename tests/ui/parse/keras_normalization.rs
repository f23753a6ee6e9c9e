mlp::network! {
    input 64;
    Normalization(axis=-1);
    dense 10;
}

fn main() {}
