//! The loss of a whole batch: rows of outputs and their targets → the sum of the costs, and the gradients.

use super::{Loss, Output};
use crate::activation::Activation;
use crate::kernel::{self, Kernel, Set};
use crate::threads::{self, Size, Work};
use crate::{Activated, AsTarget, Float, Row};

/// The sum of what the rows cost, each times its weight if there are weights.
pub(crate) fn costs<L: Loss, R: Row>(
    loss: L,
    outputs: &Activated<R>,
    targets: &[impl AsTarget<L::Target<R>>],
    weights: &[f64],
) -> f64 {
    kernel::enter(Costs { loss, outputs, targets, weights })
}

struct Costs<'a, L, R: Row, Y> {
    loss: L,
    outputs: &'a Activated<R>,
    targets: &'a [Y],
    weights: &'a [f64],
}

impl<L: Loss, R: Row, Y: AsTarget<L::Target<R>>> Kernel for Costs<'_, L, R, Y> {
    type Output = f64;

    #[inline(always)]
    fn run<S: Set>(self, set: S) -> f64 {
        let rows = self.outputs.logits().iter().zip(self.outputs.values()).zip(self.targets);
        let mut sum = 0.0;
        if self.weights.is_empty() {
            for ((logits, values), target) in rows {
                sum += self.loss.value_in(Output { logits, values }, &target.as_target(), set).widen();
            }
        } else {
            for (((logits, values), target), weight) in rows.zip(self.weights) {
                sum += weight * self.loss.value_in(Output { logits, values }, &target.as_target(), set).widen();
            }
        }
        sum
    }
}

/// `weight` · ∂cost/∂z of each row, into `delta`; `last` is the activation of the outputs.
pub(crate) fn gradients<L: Loss, R: Row, A: Activation>(
    loss: L,
    last: A,
    outputs: &Activated<R>,
    targets: &[impl AsTarget<L::Target<R>>],
    weight: R::Scalar,
    delta: &mut [R],
) {
    threads::share(Gradients {
        loss,
        last,
        logits: outputs.logits(),
        values: outputs.values(),
        targets,
        weight,
        delta,
    });
}

/// Each row of `delta` times its weight, if there are weights.
pub(crate) fn weigh<R: Row>(delta: &mut [R], weights: &[f64]) {
    for (delta, weight) in delta.iter_mut().zip(weights) {
        let weight = R::Scalar::of(*weight);
        delta.as_mut_slice().iter_mut().for_each(|delta| *delta *= weight);
    }
}

struct Gradients<'a, L, R: Row, A, Y> {
    loss: L,
    last: A,
    logits: &'a [R],
    values: &'a [R],
    targets: &'a [Y],
    weight: R::Scalar,
    delta: &'a mut [R],
}

impl<L: Loss, R: Row, A: Activation, Y: AsTarget<L::Target<R>>> Work for Gradients<'_, L, R, A, Y> {
    fn size(&self) -> Size {
        Size::of(self.delta.len(), self.delta.len() * R::WIDTH)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (logits, values) = (self.logits.split_at(row), self.values.split_at(row));
        let (targets, delta) = (self.targets.split_at(row), self.delta.split_at_mut(row));
        (
            Self { logits: logits.0, values: values.0, targets: targets.0, delta: delta.0, ..self },
            Self { logits: logits.1, values: values.1, targets: targets.1, delta: delta.1, ..self },
        )
    }

    #[inline]
    fn run(self) {
        kernel::enter(self);
    }
}

impl<L: Loss, R: Row, A: Activation, Y: AsTarget<L::Target<R>>> Kernel for Gradients<'_, L, R, A, Y> {
    type Output = ();

    #[inline(always)]
    fn run<S: Set>(self, _: S) {
        let rows = self.logits.iter().zip(self.values).zip(self.targets).zip(self.delta);
        for (((logits, values), target), delta) in rows {
            self.loss.gradient(self.last, Output { logits, values }, &target.as_target(), delta);
            for delta in delta.as_mut_slice() {
                *delta *= self.weight;
            }
        }
    }
}
