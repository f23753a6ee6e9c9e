mlp::network! {
    input 64;
    layer;
    dense 10;
}

fn main() {}
