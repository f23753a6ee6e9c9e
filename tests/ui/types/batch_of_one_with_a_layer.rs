mod encoder {
    mlp::network! { pub struct Encoder; input 64; batch_norm; dense 32 relu; }
}

use encoder::Encoder;

mlp::network! {
    input 64;
    layer Encoder;
    dense 10;
    loss mse;
    batch 1;
}

fn main() {}
