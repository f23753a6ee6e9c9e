mlp::network! {
    input 64;
    layer "Encoder";
    dense 10;
}

fn main() {}
