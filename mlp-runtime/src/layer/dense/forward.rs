//! The forward pass of a layer, for one row and for a batch.

use super::Dense;
use crate::Float;
use crate::activation::{self, Activation};
use crate::kernel::{self, Simd, WithSimd};
use crate::parallel::{Cost, Job};

/// The forward pass of one row: product and activation in one frame.
pub(super) struct OneRow<'a, const IN: usize, const OUT: usize, T, A> {
    pub(super) x: &'a [T; IN],
    pub(super) weight: &'a [[T; OUT]],
    pub(super) bias: Option<&'a [T; OUT]>,
    pub(super) activation: A,
}

impl<const IN: usize, const OUT: usize, T: Float, A: Activation> WithSimd for OneRow<'_, IN, OUT, T, A> {
    type Output = [T; OUT];

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> [T; OUT] {
        let mut out = [T::zero(); OUT];
        kernel::forward_row(simd, self.x, self.weight, self.bias, &mut out);
        self.activation.forward_in(&mut out, simd);
        out
    }
}

/// The forward pass of a batch, which may be split between rows.
pub(super) struct Forward<'a, const IN: usize, const OUT: usize, T: Float, const BIAS: usize, A> {
    pub(super) layer: &'a Dense<IN, OUT, T, BIAS>,
    pub(super) x: &'a [[T; IN]],
    pub(super) activation: A,
    /// All rows, or none.
    pub(super) logits: &'a mut [[T; OUT]],
    pub(super) values: &'a mut [[T; OUT]],
}

impl<const IN: usize, const OUT: usize, T: Float, const BIAS: usize, A: Activation> Job
    for Forward<'_, IN, OUT, T, BIAS, A>
{
    fn cost(&self) -> Cost {
        Cost::new(self.x.len(), kernel::nanoseconds::<T>(self.x.len(), IN, OUT)).granularity(kernel::ROW_GRANULARITY)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (x, values) = (self.x.split_at(row), self.values.split_at_mut(row));
        let logits = self.logits.split_at_mut(row.min(self.logits.len()));
        (
            Self { x: x.0, values: values.0, logits: logits.0, ..self },
            Self { x: x.1, values: values.1, logits: logits.1, ..self },
        )
    }

    #[inline]
    fn run(self) {
        let Self { layer, x, activation, logits, values } = self;
        let rectify = A::RECTIFIES && logits.is_empty();
        let rectified = kernel::forward(x, &layer.parameters.weight, layer.parameters.bias.first(), rectify, values);
        if !rectified {
            activation::forward_keeping(activation, logits, values);
        }
    }
}
