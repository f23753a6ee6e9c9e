//! The logarithm of a sum of exponentials, ln Σⱼ e^zⱼ.

use super::Output;
use crate::model::target::largest;
use crate::{Float, Row};

/// ln Σⱼ e^zⱼ in two parts, which are only added after a logit is subtracted: their sum would lose what a loss is made
/// of where logits are large.
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
        let ratio = (sum(&values[..at]) + sum(&values[at + 1..])) / values[at].widen();
        // From 1/2 on, rounding 1 + ratio loses nothing that counts, and ln takes half as long.
        let rest = if ratio < 0.5 { ratio.ln_1p() } else { (1.0 + ratio).ln() };
        Self { largest: logits[at].widen(), rest }
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

/// Σ y: four sums side by side, then the rest, an order that the instruction set does not change.
#[inline(always)]
fn sum<T: Float>(values: &[T]) -> f64 {
    let (chunks, rest) = values.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for chunk in chunks {
        for lane in 0..4 {
            sums[lane] += chunk[lane].widen();
        }
    }
    let rest = rest.iter().fold(0.0, |sum, y| sum + y.widen());
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}
