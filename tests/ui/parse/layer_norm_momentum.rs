mlp::network! {
    input 64;
    dense 64;
    layer_norm momentum=0.1;
    dense 10;
}

fn main() {}
