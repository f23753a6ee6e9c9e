//! Gradient clipping by the global norm.

use crate::kernel::{self, Kernel, Set};
use crate::{Float, Layer};

/// g ← g · min(1, c / (‖g‖ + 1e-6)), the norm over all trained tensors (PyTorch's `clip_grad_norm_`).
pub(crate) fn clip_norm<M: Layer>(gradient: &mut M, limit: f64) {
    let mut squares = 0.0;
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            squares += kernel::enter(Squares(g));
        }
    });
    let factor = M::Scalar::of((limit / (squares.sqrt() + 1e-6)).min(1.0));
    M::side_by_side([gradient], &mut |trained, [g]| {
        if trained {
            kernel::enter(Scale(g, factor));
        }
    });
}

/// Σ g², in f64.
struct Squares<'a, T>(&'a [T]);

impl<T: Float> Kernel for Squares<'_, T> {
    type Output = f64;

    /// Sixteen sums side by side, in an order that the instruction set does not change.
    #[inline(always)]
    fn run<S: Set>(self, _: S) -> f64 {
        let (chunks, rest) = self.0.as_chunks::<16>();
        let mut sums = [0.0; 16];
        for chunk in chunks {
            for lane in 0..16 {
                sums[lane] += chunk[lane].widen() * chunk[lane].widen();
            }
        }
        sums.iter().sum::<f64>() + rest.iter().map(|g| g.widen() * g.widen()).sum::<f64>()
    }
}

/// g ← g · factor.
struct Scale<'a, T>(&'a mut [T], T);

impl<T: Float> Kernel for Scale<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Set>(self, _: S) {
        for g in self.0 {
            *g *= self.1;
        }
    }
}
