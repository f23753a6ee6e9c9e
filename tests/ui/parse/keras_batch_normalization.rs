mlp::network! {
    input 64;
    dense 64;
    BatchNormalization();
    dense 10;
}

fn main() {}
