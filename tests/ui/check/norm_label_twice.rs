mlp::network! {
    input 64;
    n: batch_norm;
    n: layer_norm;
    dense 10;
}

fn main() {}
