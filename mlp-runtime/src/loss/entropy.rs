//! Cross-entropies, computed from the logits with log-sum-exp, never from clamped probabilities.

use num_traits::ConstZero as _;

use super::{Loss, Output, filled, per_output};
use crate::activation::{Activation, elementary};
use crate::kernel::{Arithmetic, Unfused};
use crate::metrics::Task;
use crate::model::target::largest;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// Binary cross-entropy, each `sigmoid` output on its own: −t·ln y − (1 − t)·ln(1 − y), mean over the outputs; from the
/// logit, max(z, 0) − t·z + ln(1 + e^(−|z|)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct binary;

impl Loss for binary {
    type Target<R: Row> = R;
    const TASK: Task = Task::Binary;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        self.value_in(output, target, Unfused)
    }

    #[inline(always)]
    fn value_in<R: Row>(self, output: Output<'_, R>, target: &R, a: impl Arithmetic) -> R::Scalar {
        let mut sum = R::Scalar::ZERO;
        for (z, t) in output.logits.as_slice().iter().zip(target.as_slice()) {
            sum += elementary::softplus(*z, a) - *t * *z;
        }
        sum * per_output::<R>()
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, _: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        super::each(output.values, target, delta, |y, t| y - t);
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        filled(|| 0.5 + random.uniform(0.5))
    }

    fn check<R: Row>(self, target: &R) -> Result<(), String> {
        match target.as_slice().iter().find(|value| !(0.0..=1.0).contains(&value.widen())) {
            None => Ok(()),
            Some(value) => Err(format!("`binary` expects 0 to 1, found {value}")),
        }
    }
}

/// A loss between a distribution and `softmax` outputs, which [`label_smoothing`] can wrap.
pub trait CrossEntropy: Loss {}

/// Categorical cross-entropy, −Σⱼ tⱼ·ln yⱼ, for one-hot targets or distributions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct categorical;

impl CrossEntropy for categorical {}

impl Loss for categorical {
    type Target<R: Row> = R;
    const TASK: Task = Task::Classes;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        let total = log_sum_exp(output.logits.as_slice(), output.values.as_slice());
        let mut sum = R::Scalar::ZERO;
        for (z, t) in output.logits.as_slice().iter().zip(target.as_slice()) {
            sum += cost(*t, total - *z);
        }
        sum
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

/// The Kullback–Leibler divergence from the outputs to the target's distribution, Σⱼ tⱼ·(ln tⱼ − ln yⱼ), 0·ln 0 = 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct kl_divergence;

impl Loss for kl_divergence {
    type Target<R: Row> = R;
    const TASK: Task = Task::Classes;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        let total = log_sum_exp(output.logits.as_slice(), output.values.as_slice());
        let mut sum = R::Scalar::ZERO;
        for (z, t) in output.logits.as_slice().iter().zip(target.as_slice()) {
            sum += divergence(*t, total - *z);
        }
        sum
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

/// Sparse categorical cross-entropy, −ln yₜ: as [`categorical`], the target being the number of the class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct sparse_categorical;

impl CrossEntropy for sparse_categorical {}

impl Loss for sparse_categorical {
    type Target<R: Row> = usize;
    const TASK: Task = Task::Classes;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &usize) -> R::Scalar {
        let logits = output.logits.as_slice();
        match logits.get(*target) {
            Some(z) => log_sum_exp(logits, output.values.as_slice()) - *z,
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct label_smoothing<L>(
    /// The loss whose targets are mixed.
    pub L,
    /// ε, the share of the uniform distribution, of 0..1.
    pub f64,
);

impl<L: CrossEntropy> Loss for label_smoothing<L> {
    type Target<R: Row> = L::Target<R>;
    const TASK: Task = L::TASK;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &L::Target<R>) -> R::Scalar {
        let logits = output.logits.as_slice();
        let total = log_sum_exp(logits, output.values.as_slice());
        let uniform: R::Scalar = logits.iter().map(|z| total - *z).sum();
        let share = R::Scalar::of(self.1);
        R::Scalar::of(1.0 - self.1) * self.0.value(output, target) + share * per_output::<R>() * uniform
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
}

/// ln Σⱼ e^zⱼ. The softmax y of the largest logit is e^(z − lse) and at least 1/OUT, so lse = z − ln y loses nothing.
#[inline(always)]
fn log_sum_exp<T: Float>(logits: &[T], values: &[T]) -> T {
    let at = largest(logits);
    logits[at] - values[at].ln()
}

/// −t·ln y, and 0 where t is 0, however improbable.
#[inline(always)]
fn cost<T: Float>(t: T, surprise: T) -> T {
    if t == T::zero() { T::zero() } else { t * surprise }
}

/// t·(ln t − ln y), and 0 where t is 0.
#[inline(always)]
fn divergence<T: Float>(t: T, surprise: T) -> T {
    if t == T::zero() { T::zero() } else { t * (t.ln() + surprise) }
}

/// δ = y·Σt − t.
#[inline(always)]
fn pull<R: Row>(values: &R, target: &R, delta: &mut R) {
    let total: R::Scalar = target.as_slice().iter().copied().sum();
    for ((delta, y), t) in delta.as_mut_slice().iter_mut().zip(values.as_slice()).zip(target.as_slice()) {
        *delta = *y * total - *t;
    }
}

fn distribution<R: Row>(loss: &str, target: &R) -> Result<(), String> {
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
fn some_distribution<R: Row>(random: &mut Random) -> R {
    let mut row: R = filled(|| random.uniform(1.0).abs() + 0.1);
    if R::WIDTH > 1 {
        row.as_mut_slice()[0] = R::Scalar::of(0.0);
    }
    let sum: f64 = row.as_slice().iter().map(|value| value.widen()).sum();
    row.as_mut_slice().iter_mut().for_each(|value| *value *= R::Scalar::of(1.0 / sum));
    row
}
