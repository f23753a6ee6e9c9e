mlp::network! {
    input 64;
    layer = crate::Encoder;
    dense 10;
}

fn main() {}
