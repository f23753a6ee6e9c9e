mlp::network! {
    input 64;
    dense 64;
    batch_norm momentum=1;
    dense 10;
}

fn main() {}
