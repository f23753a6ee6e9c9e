//! The Kullback–Leibler divergence, computed from the logits.

use super::entropy::{distribution, pull, some_distribution};
use super::log_sum_exp::LogSumExp;
use super::{Loss, Output};
use crate::activation::Activation;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// The Kullback–Leibler divergence from the outputs to the target's distribution, Σⱼ tⱼ·(ln tⱼ − ln yⱼ), 0·ln 0 = 0.
///
/// ```
/// use mlp::loss::{Loss, Output, kl_divergence};
///
/// let logits = [0.0_f64, 0.0]; // softmax gives ½ and ½
/// let cost = kl_divergence.value(Output::new(&logits, &[0.5, 0.5]), &[1.0, 0.0]);
/// assert!((cost - 2.0_f64.ln()).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("KLDivLoss", "KLDivergence"))]
pub struct kl_divergence;

impl Loss for kl_divergence {
    type Target<R: Row> = R;
    const TASK: Task = Task::Classes;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        R::Scalar::of(divergence(output.logits.as_slice(), target.as_slice()))
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, _: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        pull(output.values, target, delta);
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        some_distribution(random)
    }

    fn check<R: Row>(self, target: &R) -> Result<(), String> {
        distribution("kl_divergence", target)
    }
}

/// Σⱼ tⱼ·ln(tⱼ / yⱼ). Near y = t its terms cancel. Since Σ y = 1, it is Σ (t·ln(t / y) − t + y) + (Σ t − 1), whose
/// terms are all positive and small there, but for the last, which is the rounding of the targets.
fn divergence<T: Float>(logits: &[T], target: &[T]) -> f64 {
    let total = LogSumExp::exact(logits);
    let (mut sum, mut excess, mut lost) = (0.0, -1.0, 0.0);
    for (z, t) in logits.iter().zip(target) {
        let (t, surprise) = (t.widen(), total.surprise(*z));
        sum += bregman(t, (-surprise).exp(), surprise);
        // What rounding takes off a sum of two (Knuth's two-sum).
        let next = excess + t;
        let added = next - excess;
        lost += (excess - (next - added)) + (t - added);
        excess = next;
    }
    sum + (excess + lost)
}

/// t·ln(t / y) − t + y with y = e^(−surprise), as y·((1 + d)·ln(1 + d) − d) with d = t / y − 1.
fn bregman(t: f64, y: f64, surprise: f64) -> f64 {
    if t == 0.0 {
        y
    } else if y < f64::MIN_POSITIVE {
        t * (t.ln() + surprise) - t
    } else {
        let d = (t - y) / y;
        y * ((1.0 + d) * d.ln_1p() - d)
    }
}
