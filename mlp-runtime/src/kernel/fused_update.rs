//! Gradients whose weights are updated at once: each part of a gradient lives only until its weights have been updated.

use crate::Float;
use crate::kernel::gemm::weight_gradient::WeightGradient;
use crate::kernel::workspace::{Buffer, with_buffer};
use crate::parallel::{Cost, Job};

/// What becomes of weights once their gradient is known.
pub(crate) trait WeightUpdate<T>: Sized + Send {
    /// For the first `at` weights, and for the rest.
    fn split(self, at: usize) -> (Self, Self);

    /// Updates `weights`, the first of which has the index `at`, by their `gradient`.
    fn run(&mut self, at: usize, weights: &mut [T], gradient: &[T]);
}

/// Updates `weights` by the gradient that `compute` writes.
pub(super) fn update_all<T: Float>(
    weights: &mut [T],
    mut update: impl WeightUpdate<T>,
    compute: impl FnOnce(&mut [T]),
) {
    with_buffer(Buffer::Packing, weights.len(), |gradient| {
        compute(gradient);
        update.run(0, weights, gradient);
    });
}

/// Updates W, the product's `out`, by Xᵀ·Δ. It may be split between the rows of W.
pub(super) struct FusedUpdate<'a, T, U> {
    pub(super) gradient: WeightGradient<'a, T>,
    pub(super) update: U,
}

impl<T: Float, U: WeightUpdate<T>> Job for FusedUpdate<'_, T, U> {
    fn cost(&self) -> Cost {
        self.gradient.cost()
    }

    fn split(self, row: usize) -> (Self, Self) {
        let update = self.update.split(row * self.gradient.gemm.columns);
        let gradient = self.gradient.split(row);
        (Self { gradient: gradient.0, update: update.0 }, Self { gradient: gradient.1, update: update.1 })
    }

    #[inline]
    fn run(mut self) {
        let weights = std::mem::take(&mut self.gradient.gemm.out);
        self.gradient.for_each_group(&mut |at, gradient| {
            self.update.run(at, &mut weights[at..at + gradient.len()], gradient);
        });
    }
}
