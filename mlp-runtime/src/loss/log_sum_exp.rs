//! The logarithm of a sum of exponentials, ln Σⱼ e^zⱼ.

use super::Output;
use crate::model::target::largest;
use crate::{Float, Row};

/// ln Σⱼ e^zⱼ in two parts, which are only added after a logit is subtracted: their sum would lose what a loss is made of
/// where logits are large.
#[derive(Clone, Copy)]
pub(super) struct LogSumExp {
    /// The largest logit.
    largest: f64,
    /// ln(1 + Σ e^(z − largest)), the sum over the others.
    rest: f64,
}

impl LogSumExp {
    /// From the logits and their softmax y, by e^(z − largest) = y / y of the largest.
    #[inline(always)]
    pub(super) fn of<R: Row>(output: Output<'_, R>) -> Self {
        let (logits, values) = (output.logits.as_slice(), output.values.as_slice());
        let at = largest(logits);
        let sum = |values: &[R::Scalar]| values.iter().fold(0.0, |sum, y| sum + y.widen());
        let others = sum(&values[..at]) + sum(&values[at + 1..]);
        Self { largest: logits[at].widen(), rest: (others / values[at].widen()).ln_1p() }
    }

    /// From the logits alone, in f64.
    pub(super) fn exact<T: Float>(logits: &[T]) -> Self {
        let at = largest(logits);
        let top = logits[at].widen();
        let others = logits.iter().enumerate().filter(|(i, _)| *i != at);
        Self { largest: top, rest: others.fold(0.0, |sum, (_, z)| sum + (z.widen() - top).exp()).ln_1p() }
    }

    /// ln Σⱼ e^zⱼ − z = −ln y for one of the logits, z.
    #[inline(always)]
    pub(super) fn surprise<T: Float>(self, z: T) -> f64 {
        (self.largest - z.widen()) + self.rest
    }
}
