use mlp::prelude::*;

network! {
    struct Encoder;
    input 3;
    dense 2 relu;
}

fn main() {
    let set = Dataset::new(vec![[0.0_f32; 3]], vec![[0.0_f32; 2]]).unwrap();
    let _ = Encoder::init(1).evaluate(&set);
}
