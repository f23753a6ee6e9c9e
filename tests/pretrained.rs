//! `weights "…"` in a description: the file is found relative to this source, and `pretrained` returns its weights.

use mlp::prelude::*;

mlp::network! {
    /// Exclusive or, learned.
    pub struct Xor;

    input 2;
    dense 8 tanh;
    dense 1 sigmoid;
    loss binary;
    weights "weights/xor.safetensors";
}

const ROWS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

#[test]
fn the_weights_are_in_the_binary() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/weights/xor.safetensors");
    if std::env::var_os("MLP_BLESS").is_some() {
        let set = Dataset::new(ROWS.to_vec(), vec![[0.0], [1.0], [1.0], [0.0]]).unwrap();
        let mut model = Xor::init(1);
        Trainer::new(&mut model).optimizer(Adam::new(0.05)).epochs(500).fit(&set).unwrap();
        model.save(path).unwrap();
        return;
    }
    let model = Xor::pretrained();
    assert_eq!(model, Xor::load(path).unwrap());
    assert_eq!(ROWS.map(|x| model.predict_class(&x)), [false, true, true, false]);
}
