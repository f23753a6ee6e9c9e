mlp::network! {
    input 64;
    layer_norm;
}

fn main() {}
