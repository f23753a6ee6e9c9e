mlp::network! {
    input 64;
    dense 64;
    batch_norm(64);
    dense 10;
}

fn main() {}
