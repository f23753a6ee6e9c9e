mlp::network! {
    input 64;
    layer Encoder relu;
    dense 10;
}

fn main() {}
