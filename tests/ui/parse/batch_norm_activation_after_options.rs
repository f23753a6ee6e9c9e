mlp::network! {
    input 64;
    dense 64;
    batch_norm momentum=0.2 relu;
    dense 10;
}

fn main() {}
