mlp::network! {
    input 64;
    dense 64;
    batch_norm activation=relu;
    dense 10;
}

fn main() {}
