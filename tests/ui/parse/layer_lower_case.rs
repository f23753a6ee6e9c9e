mlp::network! {
    input 64;
    layer encoder;
    dense 10;
}

fn main() {}
