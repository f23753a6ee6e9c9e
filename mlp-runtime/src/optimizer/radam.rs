//! Adam without its denominator until there are enough gradients to estimate it.

use super::{Descent, Optimizer, Rule, apply, below_one, epsilon, not_negative, positive};
use crate::{Float, Result, Tensors};

/// Rectified Adam (Liu et al., 2020), PyTorch's. With m, v as in [`Adam`](super::Adam), ρ∞ = 2/(1 − β₂) − 1 and
/// ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ): as long as ρ ≤ 5, w ← w − η·m̂; then
/// w ← w − η·m̂·√(1 − β₂ᵗ)·r / (√v + ε) with r = √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ)).
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
/// Trainer::new(&mut model).optimizer(RAdam::new(0.1).weight_decay(1e-4)).epochs(300).fit(&train)?;
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RAdam {
    learning_rate: f64,
    beta1: f64,
    beta2: f64,
    epsilon: f64,
    weight_decay: f64,
}

impl RAdam {
    /// With the learning rate 0.001, PyTorch's options otherwise.
    pub const DEFAULT: Self = Self::new(1e-3);

    /// With the learning rate η > 0; PyTorch's default is 1e-3.
    #[must_use]
    pub const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.0 }
    }

    /// β₁, the fraction of the mean gradient that is kept, 0 to below 1, 0.9 by default.
    #[must_use]
    pub const fn beta1(self, beta1: f64) -> Self {
        Self { beta1, ..self }
    }

    /// β₂, the fraction of the mean squared gradient that is kept, 0 to below 1, 0.999 by default.
    #[must_use]
    pub const fn beta2(self, beta2: f64) -> Self {
        Self { beta2, ..self }
    }

    /// ε > 0, added to the root of the mean square, 1e-8 by default.
    #[must_use]
    #[doc(alias = "eps")]
    pub const fn epsilon(self, epsilon: f64) -> Self {
        Self { epsilon, ..self }
    }

    /// λ ≥ 0: adds λ·w to the gradient of every trained tensor.
    #[must_use]
    pub const fn weight_decay(self, weight_decay: f64) -> Self {
        Self { weight_decay, ..self }
    }

    /// √(1 − β₂ᵗ)·r, or `None` while there is no r.
    fn rectification(self, step: u64) -> Option<f64> {
        #[allow(clippy::cast_precision_loss)] // counts of steps stay below 2^53
        let count = step as f64;
        let power = self.beta2.powi(i32::try_from(step).unwrap_or(i32::MAX)); // 0 long before
        let longest = 2.0 / (1.0 - self.beta2) - 1.0;
        let length = longest - 2.0 * count * power / (1.0 - power);
        let ratio = (length - 4.0) * (length - 2.0) * longest / ((longest - 4.0) * (longest - 2.0) * length);
        (length > 5.0).then(|| (1.0 - power).sqrt() * ratio.sqrt())
    }

    fn rule<T: Float>(self, step: u64) -> RAdamRule<T> {
        let power = i32::try_from(step).unwrap_or(i32::MAX); // the correction is 1 long before
        let rate = self.learning_rate / (1.0 - self.beta1.powi(power));
        let (rate, adaptive) = match self.rectification(step) {
            Some(factor) => (rate * factor, true),
            None => (rate, false),
        };
        let [rate, epsilon, decay] = [rate, self.epsilon, self.weight_decay].map(T::of);
        let [beta1, rest1, beta2, rest2] = [self.beta1, 1.0 - self.beta1, self.beta2, 1.0 - self.beta2].map(T::of);
        RAdamRule { rate, adaptive, beta1, rest1, beta2, rest2, epsilon, decay }
    }
}

impl Optimizer for RAdam {
    /// The mean gradient m and the mean squared gradient v.
    type Moments<M: Tensors> = [M; 2];

    fn moments<M: Tensors>(&self) -> [M; 2] {
        [M::zeros(), M::zeros()]
    }

    fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, moments: &mut [M; 2], step: u64) {
        let (rule, [first, second]) = (self.rule(step), moments);
        M::side_by_side([model, gradient, first, second], &mut |trained, [w, g, m, v]| {
            apply(trained, rule, w, g, [m, v]);
        });
    }

    fn descend<M: Tensors, D: Descent<M>>(&self, moments: &mut [M; 2], step: u64, descent: D) -> Option<D::Output> {
        descent.by(self.rule(step), moments.each_mut())
    }

    fn at(&self, factor: f64) -> Self {
        Self { learning_rate: self.learning_rate * factor, ..*self }
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn settings(&self) -> String {
        format!("{:?}", self.at(0.0))
    }

    fn check(&self) -> Result<()> {
        positive("learning_rate", self.learning_rate)?;
        below_one("beta1", self.beta1)?;
        below_one("beta2", self.beta2)?;
        epsilon(self.epsilon)?;
        not_negative("weight_decay", self.weight_decay)
    }
}

/// The numbers of one update.
#[derive(Clone, Copy)]
pub(super) struct RAdamRule<T> {
    /// η, corrected for the start of the mean, and rectified.
    rate: T,
    adaptive: bool,
    beta1: T,
    rest1: T,
    beta2: T,
    rest2: T,
    epsilon: T,
    decay: T,
}

impl<T: Float> Rule<T, 2> for RAdamRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [m, v]: [T; 2]) -> (T, [T; 2]) {
        let g = g + self.decay * w;
        let m = self.beta1 * m + self.rest1 * g;
        let v = self.beta2 * v + self.rest2 * g * g;
        let size = if self.adaptive { v.sqrt() + self.epsilon } else { T::one() };
        (w - self.rate * m / size, [m, v])
    }
}
