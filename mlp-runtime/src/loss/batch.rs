//! The loss of a whole batch: rows of outputs and their targets → the sum of the costs, and the gradients.

use std::borrow::Borrow as _;

use super::{Loss, Output};
use crate::activation::Activation;
use crate::kernel::{self, Simd, WithSimd};
use crate::model::class::AsTarget;
use crate::parallel::{self, Cost, Job};
use crate::tensor::rows::Activated;
use crate::{Float, Row};

/// The number of rows, or the sum of their weights if there are any.
#[allow(clippy::cast_precision_loss)] // row counts stay below 2^53
pub(crate) fn counted(rows: usize, weights: &[f64]) -> f64 {
    if weights.is_empty() { rows as f64 } else { weights.iter().sum() }
}

/// The sum of what the rows cost, each times its weight if there are weights.
pub(crate) fn costs<L: Loss, R: Row>(
    loss: L,
    outputs: &Activated<R>,
    targets: &[impl AsTarget<L::Target<R>>],
    weights: &[f64],
) -> f64 {
    kernel::dispatch(Costs { loss, outputs, targets, weights })
}

struct Costs<'a, L, R: Row, Y> {
    loss: L,
    outputs: &'a Activated<R>,
    targets: &'a [Y],
    weights: &'a [f64],
}

impl<L: Loss, R: Row, Y: AsTarget<L::Target<R>>> WithSimd for Costs<'_, L, R, Y> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let rows = self.outputs.logits().iter().zip(self.outputs.values()).zip(self.targets);
        let mut sum = 0.0;
        if self.weights.is_empty() {
            for ((logits, values), target) in rows {
                sum += self.loss.cost_in(Output { logits, values }, target.as_target().borrow(), simd);
            }
        } else {
            for (((logits, values), target), weight) in rows.zip(self.weights) {
                sum += weight * self.loss.cost_in(Output { logits, values }, target.as_target().borrow(), simd);
            }
        }
        sum
    }
}

/// `share` · ∂cost/∂z of each row, and times its weight if there are weights, into `delta`; `last` is the activation of
/// the outputs.
pub(crate) fn gradients<L: Loss, R: Row, A: Activation>(
    loss: L,
    last: A,
    outputs: &Activated<R>,
    targets: &[impl AsTarget<L::Target<R>>],
    share: f64,
    weights: &[f64],
    delta: &mut [R],
) {
    parallel::share(Gradients {
        loss,
        last,
        logits: outputs.logits(),
        values: outputs.values(),
        targets,
        share,
        weights,
        delta,
    });
}

struct Gradients<'a, L, R: Row, A, Y> {
    loss: L,
    last: A,
    logits: &'a [R],
    values: &'a [R],
    targets: &'a [Y],
    share: f64,
    /// One for each row, or none.
    weights: &'a [f64],
    delta: &'a mut [R],
}

impl<L: Loss, R: Row, A: Activation, Y: AsTarget<L::Target<R>>> Job for Gradients<'_, L, R, A, Y> {
    fn cost(&self) -> Cost {
        Cost::new(self.delta.len(), self.delta.len() * R::WIDTH)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (logits, values) = (self.logits.split_at(row), self.values.split_at(row));
        let (targets, delta) = (self.targets.split_at(row), self.delta.split_at_mut(row));
        let weights = self.weights.split_at(row.min(self.weights.len()));
        (
            Self { logits: logits.0, values: values.0, targets: targets.0, weights: weights.0, delta: delta.0, ..self },
            Self { logits: logits.1, values: values.1, targets: targets.1, weights: weights.1, delta: delta.1, ..self },
        )
    }

    #[inline]
    fn run(self) {
        kernel::dispatch(self);
    }
}

impl<L: Loss, R: Row, A: Activation, Y: AsTarget<L::Target<R>>> WithSimd for Gradients<'_, L, R, A, Y> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let rows = self.logits.iter().zip(self.values).zip(self.targets).zip(self.delta);
        if self.weights.is_empty() {
            let factor = R::Scalar::of(self.share);
            for (((logits, values), target), delta) in rows {
                self.loss.gradient(self.last, Output { logits, values }, target.as_target().borrow(), delta);
                scale(delta, factor);
            }
        } else {
            for ((((logits, values), target), delta), weight) in rows.zip(self.weights) {
                self.loss.gradient(self.last, Output { logits, values }, target.as_target().borrow(), delta);
                scale(delta, R::Scalar::of(self.share * weight));
            }
        }
    }
}

#[inline(always)]
fn scale<R: Row>(row: &mut R, factor: R::Scalar) {
    for value in row.as_mut_slice() {
        *value *= factor;
    }
}
