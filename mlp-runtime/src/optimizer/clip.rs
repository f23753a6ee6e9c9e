//! Gradient clipping by the global norm.

use crate::kernel::{self, Simd, WithSimd};
use crate::tensor::sum::sum_of;
use crate::{Float, Layer};

/// g ← g · min(1, c / (‖g‖ + 1e-6)), the norm over all trained tensors (PyTorch's `clip_grad_norm_`).
pub(crate) fn clip_norm<M: Layer>(gradient: &mut M, limit: f64) {
    let mut squares = 0.0;
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            squares += sum_of(g, |g| g * g);
        }
    });
    let factor = M::Scalar::of((limit / (squares.sqrt() + 1e-6)).min(1.0));
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            kernel::dispatch(Scale(g, factor));
        }
    });
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
