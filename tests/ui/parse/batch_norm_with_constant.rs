mlp::network! {
    input 64;
    dense 64;
    batch_norm HIDDEN relu;
    dense 10;
}

fn main() {}
