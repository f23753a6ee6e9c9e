mlp::network! {
    input 64;
    Encoder;
    dense 10;
}

fn main() {}
