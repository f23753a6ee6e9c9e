const HIDDEN: usize = 100;

mod encoder {
    mlp::network! { pub struct Encoder; input 64; dense 32 relu; }
}

use encoder::Encoder;

mlp::network! {
    input 784;
    dense HIDDEN relu;
    layer Encoder;
    dense 10;
}

fn main() {}
