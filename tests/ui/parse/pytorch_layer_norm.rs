mlp::network! {
    input 64;
    dense 64;
    nn::LayerNorm(64);
    dense 10;
}

fn main() {}
