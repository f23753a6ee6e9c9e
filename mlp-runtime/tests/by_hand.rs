//! Layers called without the macro, which would have compared widths and counts of rows: whatever rows they get, they do
//! not panic. (Layers of no values do not compile: see `Dense`.)

use std::panic::{AssertUnwindSafe, catch_unwind};

use mlp_runtime::__private::{Activated, Batch, Normalized};
use mlp_runtime::activation::{relu, softmax, tanh};
use mlp_runtime::{BatchNorm, Dense, LayerNorm, Standardize, Tensors};

fn calm<R>(name: &str, call: impl FnOnce() -> R) -> Option<String> {
    catch_unwind(AssertUnwindSafe(call)).is_err().then(|| name.to_owned())
}

/// All layers from `IN` to `OUT` values, with `kept` rows in the forward pass and `delta` rows on the way back.
fn panics<const IN: usize, const OUT: usize>(kept: usize, delta: usize) -> Vec<String> {
    let (x, x_delta, y_delta) = (vec![[0.5_f32; IN]; kept], vec![[0.25; IN]; delta], vec![[0.25; OUT]; delta]);
    let (dense, mut dense_gradient) = (Dense::<IN, OUT>::zeros(), Dense::zeros());
    let (mut batch, mut batch_gradient) = (BatchNorm::<IN>::init(), BatchNorm::zeros());
    let (layer, mut layer_gradient) = (LayerNorm::<IN>::init(), LayerNorm::zeros());
    let mut standardize = Standardize::<IN>::init();
    let (mut out, mut normal, mut input) = (Activated::default(), Normalized::default(), Batch::default());
    let fresh = Normalized::default();
    let found = [
        calm("dense row", || dense.row(&[0.5; IN], tanh)),
        calm("dense forward", || dense.forward(&x, relu, &mut out)),
        calm("dense softmax", || dense.forward_last(&x, softmax, &mut out)),
        calm("dense backward", || dense.backward(&x, &y_delta, &mut dense_gradient, Some(&mut input))),
        calm("dense penalty", || dense.penalize(0.1, 0.1, &mut dense_gradient)),
        calm("batch row", || batch.row(&[0.5; IN], 1e-5, tanh)),
        calm("batch forward", || batch.forward(&x, 1e-5, relu, &mut normal)),
        calm("batch train", || batch.train(&x, 1e-5, tanh, &mut normal)),
        calm("batch backward", || batch.backward(&normal, &x_delta, &mut batch_gradient, Some(&mut input))),
        calm("batch backward alone", || batch.backward(&fresh, &x_delta, &mut batch_gradient, Some(&mut input))),
        calm("batch settle", || batch.settle(&normal, 0.1)),
        calm("batch settle alone", || batch.settle(&fresh, 0.1)),
        calm("layer row", || layer.row(&[0.5; IN], 1e-5, tanh)),
        calm("layer forward", || layer.forward(&x, 1e-5, relu, &mut normal)),
        calm("layer backward", || layer.backward(&normal, &x_delta, &mut layer_gradient, Some(&mut input))),
        calm("layer backward alone", || layer.backward(&fresh, &x_delta, &mut layer_gradient, Some(&mut input))),
        calm("standardize prepare", || standardize.prepare(&x)),
        calm("standardize row", || standardize.row(&[0.5; IN])),
        calm("standardize forward", || standardize.forward(&x, &mut input)),
        calm("standardize backward", || standardize.backward(Some(&mut input))),
    ];
    found.into_iter().flatten().map(|name| format!("{name}, {IN} to {OUT}, {kept} and {delta} rows")).collect()
}

#[test]
fn nothing_panics() {
    let mut found = Vec::new();
    for (kept, delta) in [(0, 0), (0, 3), (3, 0), (3, 3), (5, 3), (3, 5), (70, 69), (69, 70)] {
        found.extend(panics::<3, 2>(kept, delta));
        found.extend(panics::<1, 1>(kept, delta));
        found.extend(panics::<40, 33>(kept, delta));
    }
    assert!(found.is_empty(), "{found:#?}");
}
