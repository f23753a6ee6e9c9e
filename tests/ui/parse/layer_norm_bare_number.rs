mlp::network! {
    input 64;
    dense 64;
    layer_norm 1e-5;
    dense 10;
}

fn main() {}
