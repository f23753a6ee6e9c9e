//! Cross-entropies of `softmax` outputs, computed from the logits with log-sum-exp, never from clamped probabilities.
//!
//! The largest logit is subtracted before anything is summed, and all terms are positive: the relative error of a row's
//! loss is at most 4 ε (1.2e-7 in `f32`, 2.2e-16 in `f64`), whatever number is added to all logits.

use std::any::type_name;

use super::log_sum_exp::LogSumExp;
use super::{Loss, Output, filled, per_output};
use crate::activation::Activation;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// A loss between a distribution and `softmax` outputs, which [`label_smoothing`] can wrap.
pub trait CrossEntropy: Loss {}

/// Categorical cross-entropy, −Σⱼ tⱼ·ln yⱼ, for one-hot targets or distributions.
///
/// ```
/// use mlp::loss::{Loss, Output, categorical};
///
/// let logits = [0.0_f64, 0.0]; // softmax gives ½ and ½
/// let cost = categorical.value(Output::new(&logits, &[0.5, 0.5]), &[0.25, 0.75]);
/// assert!((cost - 2.0_f64.ln()).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("CategoricalCrossentropy", "categorical_crossentropy"))]
pub struct categorical;

impl CrossEntropy for categorical {}

impl Loss for categorical {
    type Target<R: Row> = R;
    const TASK: Task = Task::Classes;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        let total = LogSumExp::of(output);
        let mut sum = 0.0;
        for (z, t) in output.logits.as_slice().iter().zip(target.as_slice()) {
            sum += cost(t.widen(), total.surprise(*z));
        }
        R::Scalar::of(sum)
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, _: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        pull(output.values, target, delta);
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        some_distribution(random)
    }

    fn check<R: Row>(self, target: &R) -> Result<(), String> {
        distribution("categorical", target)
    }
}

/// Sparse categorical cross-entropy, −ln yₜ: as [`categorical`], the target being the number of the class.
///
/// ```
/// use mlp::loss::{Loss, Output, sparse_categorical};
///
/// let logits = [0.0_f64, 0.0]; // softmax gives ½ and ½
/// let cost = sparse_categorical.value(Output::new(&logits, &[0.5, 0.5]), &1);
/// assert!((cost - 2.0_f64.ln()).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("CrossEntropyLoss", "NLLLoss", "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy"))]
pub struct sparse_categorical;

impl CrossEntropy for sparse_categorical {}

impl Loss for sparse_categorical {
    type Target<R: Row> = usize;
    const TASK: Task = Task::Classes;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &usize) -> R::Scalar {
        match output.logits.as_slice().get(*target) {
            Some(z) => R::Scalar::of(LogSumExp::of(output).surprise(*z)),
            None => R::Scalar::of(f64::NAN), // `check` comes before training
        }
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, _: A, output: Output<'_, R>, target: &usize, delta: &mut R) {
        delta.as_mut_slice().copy_from_slice(output.values.as_slice()); // no copy on the stack on the way
        if let Some(delta) = delta.as_mut_slice().get_mut(*target) {
            *delta -= R::Scalar::of(1.0);
        }
    }

    fn sample<R: Row>(self, random: &mut Random) -> usize {
        random.below(R::WIDTH)
    }

    fn check<R: Row>(self, target: &usize) -> Result<(), String> {
        if *target < R::WIDTH {
            return Ok(());
        }
        Err(format!("expected a class of 0..={}, for {} outputs, found {target}", R::WIDTH - 1, R::WIDTH))
    }
}

/// Mixes the target with the uniform distribution, (1 − ε)·t + ε/OUT (Szegedy, 2016).
///
/// ```
/// mlp::network! {
///     struct Digits;
///     input 64;
///     dense 10 softmax;
///     loss sparse_categorical label_smoothing=0.1;
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct label_smoothing<L>(
    /// The loss whose targets are mixed.
    pub L,
    /// ε, the fraction that the uniform distribution gets, from 0 to below 1.
    pub f64,
);

impl<L: CrossEntropy> Loss for label_smoothing<L> {
    type Target<R: Row> = L::Target<R>;
    const TASK: Task = L::TASK;

    #[allow(clippy::cast_precision_loss)] // widths stay below 2^24
    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &L::Target<R>) -> R::Scalar {
        let total = LogSumExp::of(output);
        let uniform: f64 = output.logits.as_slice().iter().map(|z| total.surprise(*z)).sum();
        let own = self.0.value(output, target).widen();
        R::Scalar::of((1.0 - self.1) * own + self.1 * uniform / R::WIDTH as f64)
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, last: A, output: Output<'_, R>, target: &L::Target<R>, delta: &mut R) {
        self.0.gradient(last, output, target, delta);
        let (rest, share) = (R::Scalar::of(1.0 - self.1), R::Scalar::of(self.1));
        for (delta, y) in delta.as_mut_slice().iter_mut().zip(output.values.as_slice()) {
            *delta = rest * *delta + share * (*y - per_output::<R>());
        }
    }

    fn sample<R: Row>(self, random: &mut Random) -> L::Target<R> {
        self.0.sample::<R>(random)
    }

    fn check<R: Row>(self, target: &L::Target<R>) -> Result<(), String> {
        self.0.check::<R>(target)
    }

    fn identity(self) -> (&'static str, String) {
        (type_name::<Self>(), self.1.to_string())
    }
}

/// −t·ln y, and 0 where t is 0, however improbable.
#[inline(always)]
fn cost(t: f64, surprise: f64) -> f64 {
    if t == 0.0 { 0.0 } else { t * surprise }
}

/// δ = y·Σt − t.
#[inline(always)]
pub(super) fn pull<R: Row>(values: &R, target: &R, delta: &mut R) {
    let total: R::Scalar = target.as_slice().iter().copied().sum();
    for ((delta, y), t) in delta.as_mut_slice().iter_mut().zip(values.as_slice()).zip(target.as_slice()) {
        *delta = *y * total - *t;
    }
}

/// Whether the values are those of a distribution.
pub(super) fn distribution<R: Row>(loss: &str, target: &R) -> Result<(), String> {
    let values = target.as_slice();
    if let Some(value) = values.iter().find(|value| value.widen() < 0.0) {
        return Err(format!("`{loss}` expects a distribution, found {value}, which is negative"));
    }
    let sum: f64 = values.iter().map(|value| value.widen()).sum();
    if (sum - 1.0).abs() <= 1e-4 {
        return Ok(());
    }
    Err(format!("`{loss}` expects a distribution, found values that sum to {sum:.6}"))
}

/// A distribution whose first entry is 0, where terms must vanish.
pub(super) fn some_distribution<R: Row>(random: &mut Random) -> R {
    let mut row: R = filled(|| random.uniform(1.0).abs() + 0.1);
    if R::WIDTH > 1 {
        row.as_mut_slice()[0] = R::Scalar::of(0.0);
    }
    let sum: f64 = row.as_slice().iter().map(|value| value.widen()).sum();
    row.as_mut_slice().iter_mut().for_each(|value| *value *= R::Scalar::of(1.0 / sum));
    row
}
