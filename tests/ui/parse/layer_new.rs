mlp::network! {
    input 64;
    layer Encoder::new();
    dense 10;
}

fn main() {}
