mod encoder {
    mlp::network! { pub struct Encoder; input 64; dense 32 relu; }
}

use encoder::Encoder;

pub type Width64 = Encoder;

mlp::network! {
    input 64;
    layer Encodr;
    dense 10;
}

fn main() {}
