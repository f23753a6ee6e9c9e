//! Gradients whose weights are updated at once: each part of a gradient lives until its weights have moved.

use super::factors::Finish;
use super::groups::Grouped;
use super::room::{Room, lend};
use super::{bias_gradient, gradient_product, panels, small, tiny, weight_gradient};
use crate::Float;
use crate::parallel::{self, Cost, Job};
use crate::tensor::rows::Row;

/// What becomes of weights once their gradient is known.
pub(crate) trait WeightUpdate<T>: Sized + Send {
    /// For the first `at` weights, and for the rest.
    fn split(self, at: usize) -> (Self, Self);

    /// Moves `weights`, the first of which stands at `at`, along their `gradient`.
    fn run(&mut self, at: usize, weights: &mut [T], gradient: &[T]);
}

/// Updates W with ∂L/∂W = Xᵀ·Δ: `x` is \[rows\]\[IN\], `delta` \[rows\]\[OUT\], `weight` \[IN\]\[OUT\].
#[inline]
pub(crate) fn update<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    weight: &mut [[T; OUT]],
    mut mover: impl WeightUpdate<T>,
) {
    if const { tiny::is(IN, OUT) } || const { small::is(IN, OUT) } && small::takes::<T>(x.len(), IN, OUT) {
        return lend(Room::Inside, IN * OUT, |gradient| {
            weight_gradient::<T, IN, OUT>(x, delta, Row::rows_mut(gradient));
            mover.run(0, weight.as_flattened_mut(), gradient);
        });
    }
    panels::with(gradient_product(x, delta, weight, Finish::Store), |gradient| {
        parallel::share(Updated { gradient, mover });
    });
}

/// Updates b with ∂L/∂b = Σ of the rows of Δ.
#[inline]
pub(crate) fn update_bias<T: Float, const OUT: usize>(
    delta: &[[T; OUT]],
    bias: &mut [T; OUT],
    mut mover: impl WeightUpdate<T>,
) {
    lend(Room::Inside, OUT, |gradient| {
        if let [gradient] = Row::rows_mut(gradient) {
            bias_gradient(delta, gradient);
        }
        mover.run(0, bias, gradient);
    });
}

/// It may be cut between the rows of W.
struct Updated<'a, T, U> {
    gradient: Grouped<'a, T>,
    mover: U,
}

impl<T: Float, U: WeightUpdate<T>> Job for Updated<'_, T, U> {
    fn cost(&self) -> Cost {
        self.gradient.cost()
    }

    fn split(self, row: usize) -> (Self, Self) {
        let mover = self.mover.split(row * self.gradient.product.columns);
        let gradient = self.gradient.split(row);
        (Self { gradient: gradient.0, mover: mover.0 }, Self { gradient: gradient.1, mover: mover.1 })
    }

    #[inline]
    fn run(mut self) {
        let weights = std::mem::take(&mut self.gradient.product.out);
        self.gradient.each(&mut |at, gradient| {
            self.mover.run(at, &mut weights[at..at + gradient.len()], gradient);
        });
    }
}
