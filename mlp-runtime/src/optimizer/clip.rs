//! Gradient clipping by the global norm.

use crate::kernel::{self, Simd, WithSimd};
use crate::tensor::sum::sum_of;
use crate::{Float, Tensors};

/// g ← g · min(1, c / (‖g‖ + 1e-6)), the norm over all trained tensors (PyTorch's `clip_grad_norm_`).
pub(crate) fn clip_norm<M: Tensors>(gradient: &mut M, limit: f64) {
    let mut norm = norm(gradient, 1.0);
    if !norm.is_finite() {
        // The squares of f64 numbers above 1e154 overflow.
        norm = self::norm(gradient, SMALL) / SMALL;
    }
    let factor = limit / (norm + 1e-6);
    // Written so that NaN stays NaN, as in PyTorch.
    let factor = M::Scalar::of(if factor > 1.0 { 1.0 } else { factor });
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            kernel::dispatch(Scale(g, factor));
        }
    });
}

/// 2^−500, as a literal: a power of two, so that nothing is rounded.
const SMALL: f64 = 3.054_936_363_499_605e-151;

/// The norm of the gradient times `unit`.
fn norm<M: Tensors>(gradient: &mut M, unit: f64) -> f64 {
    let mut squares = 0.0;
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            squares += sum_of(g, |g| (g * unit) * (g * unit));
        }
    });
    squares.sqrt()
}

/// g ← g · factor.
struct Scale<'a, T>(&'a mut [T], T);

impl<T: Float> WithSimd for Scale<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for g in self.0 {
            *g *= self.1;
        }
    }
}
