mlp::network! {
    input 64;
    batch_norm2: dense 3;
    batch_norm;
    batch_norm;
    dense 10;
}

fn main() {}
