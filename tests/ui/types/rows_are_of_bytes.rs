use mlp::prelude::*;

network! {
    input 2;
    dense 1 sigmoid;
    loss binary;
}

fn main() {
    let _ = Dataset::new(vec![[0_u8, 255], [255, 255]], vec![[0.0_f32], [1.0]]);
}
