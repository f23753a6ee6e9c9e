mlp::network! {
    input 64;
    layer Encoder bias=false;
    dense 10;
}

fn main() {}
