//! Functions for a web page: a network with compiled-in weights, and one that is trained in the page.
#![allow(unsafe_code)] // The names of exported functions could be those of others.

use mlp::prelude::*;

network! {
    /// Exclusive or.
    struct Xor;

    input 2;
    dense 8 tanh;
    dense 1 sigmoid;
    loss binary;
    weights "../xor.safetensors";

    optimizer adam lr=0.05;
    batch 4;
    epochs 200;
}

const ROWS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const DIFFER: [bool; 4] = [false, true, true, false];

/// For how many of the four rows the network that was trained elsewhere is right.
#[unsafe(no_mangle)]
pub extern "C" fn pretrained() -> usize {
    right(&Xor::pretrained())
}

/// For how many rows one that is trained here is; 0 if it cannot be.
#[unsafe(no_mangle)]
pub extern "C" fn trained() -> usize {
    train().map_or(0, |model| right(&model))
}

fn train() -> mlp::Result<Xor> {
    let set = Dataset::new(ROWS.to_vec(), DIFFER.map(|differs| [f32::from(differs)]).to_vec())?;
    let mut model = Xor::init(42);
    Trainer::new(&mut model).fit(&set)?;
    Ok(model)
}

fn right(model: &Xor) -> usize {
    ROWS.iter().zip(DIFFER).filter(|(x, differs)| model.predict_class(x) == *differs).count()
}

#[test]
fn both_are_right() {
    assert_eq!((pretrained(), trained()), (4, 4));
}
