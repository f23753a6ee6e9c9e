//! Gradient clipping by the global norm.

use crate::{Float, Layer};

/// g ← g · min(1, c / (‖g‖ + 1e-6)), the norm over all trained tensors (PyTorch's `clip_grad_norm_`).
pub(crate) fn clip_norm<M: Layer>(gradient: &mut M, limit: f64) {
    let mut squares = 0.0;
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            squares += g.iter().map(|g| g.widen() * g.widen()).sum::<f64>();
        }
    });
    let factor = M::Scalar::of((limit / (squares.sqrt() + 1e-6)).min(1.0));
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            g.iter_mut().for_each(|g| *g *= factor);
        }
    });
}
