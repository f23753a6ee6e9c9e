//! Subnormal numbers slow most processors down. Weights that decay to one, or are loaded as one, become 0 instead.

use mlp::prelude::*;

network! {
    struct Net;
    input 3;
    dense 70 relu;
    dense 2;
    loss mse;
}

network! {
    struct Wide;
    input 3;
    dense 70 relu;
    dense 2;
    loss mse;
    dtype f64;
}

/// A few updates on inputs of 0, so that the first layer's weights only decay, from 1.5 times the smallest normal number.
macro_rules! decays {
    ($net:ident, $float:ty, $optimizer:expr) => {{
        let mut model = $net::init(1);
        model.dense1.weight_mut().as_flattened_mut().fill(1.5 * <$float>::MIN_POSITIVE);
        let mut trainer = Trainer::new(&mut model).optimizer($optimizer);
        for _ in 0..4 {
            trainer.step(&[[0.0; 3]; 8], &[[1.0; 2]; 8]).unwrap();
        }
        let weights = model.dense1.weight().as_flattened();
        assert!(weights.iter().all(|w| !w.is_subnormal()), "{}: {:e}", stringify!($optimizer), weights[0]);
    }};
}

#[test]
fn weights_that_decay_end_at_0() {
    decays!(Net, f32, Sgd::new(0.5).weight_decay(0.9));
    decays!(Net, f32, Sgd::new(0.5).weight_decay(0.9).momentum(0.9));
    decays!(Net, f32, AdamW::new(0.5).weight_decay(0.9));
    decays!(Net, f32, Adam::new(1e-9).weight_decay(0.9));
    decays!(Net, f32, RmsProp::new(1e-9).weight_decay(0.9));
    decays!(Wide, f64, Sgd::new(0.5).weight_decay(0.9));
    decays!(Wide, f64, AdamW::new(0.5).weight_decay(0.9));
}

#[test]
fn subnormal_weights_of_a_file_are_0() {
    let mut model = Net::init(1);
    let weights = model.dense1.weight_mut().as_flattened_mut();
    [weights[0], weights[1], weights[2]] = [1e-40, -1e-45, f32::MIN_POSITIVE];
    let loaded = Net::load_bytes(&model.to_bytes().unwrap()).unwrap();
    let weights = loaded.dense1.weight().as_flattened();
    assert_eq!(weights[..3], [0.0, 0.0, f32::MIN_POSITIVE]);
    assert_eq!(weights[3..], model.dense1.weight().as_flattened()[3..]);
}
