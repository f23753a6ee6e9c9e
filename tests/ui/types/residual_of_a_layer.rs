mod encoder {
    mlp::network! { pub struct Encoder; input 64; dense 32 relu; }
}

use encoder::Encoder;

mlp::network! {
    input 64;
    residual {
        layer Encoder;
    }
    dense 10;
}

fn main() {}
