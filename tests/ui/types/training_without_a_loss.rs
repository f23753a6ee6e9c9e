use mlp::prelude::*;

network! {
    struct Encoder;
    input 3;
    dense 2 relu;
}

fn main() {
    let mut model = Encoder::init(1);
    Trainer::new(&mut model);
}
