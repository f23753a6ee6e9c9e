mlp::network! {
    input 64;
    layer 64 relu;
    dense 10;
}

fn main() {}
