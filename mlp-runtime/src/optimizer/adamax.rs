//! Adam with the largest gradient instead of the mean square.

use super::{Descent, Optimizer, Rule, apply, below_one, epsilon, not_negative, positive};
use crate::{Float, Result, Tensors};

/// Adamax (Kingma & Ba, 2015, section 7), PyTorch's: m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε),
/// w ← w − η / (1 − β₁ᵗ) · m / u.
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
/// Trainer::new(&mut model).optimizer(Adamax::new(0.1).beta1(0.8)).epochs(300).fit(&train)?;
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adamax {
    learning_rate: f64,
    beta1: f64,
    beta2: f64,
    epsilon: f64,
    weight_decay: f64,
}

impl Adamax {
    /// With the learning rate 0.002, PyTorch's options otherwise.
    pub const DEFAULT: Self = Self::new(2e-3);

    /// With the learning rate η > 0; PyTorch's default is 2e-3.
    #[must_use]
    pub const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.0 }
    }

    /// β₁, the fraction of the mean gradient that is kept, 0 to below 1, 0.9 by default.
    #[must_use]
    pub const fn beta1(self, beta1: f64) -> Self {
        Self { beta1, ..self }
    }

    /// β₂, by which the largest gradient shrinks in a step, 0 to below 1, 0.999 by default.
    #[must_use]
    pub const fn beta2(self, beta2: f64) -> Self {
        Self { beta2, ..self }
    }

    /// ε > 0, added to |g|, 1e-8 by default.
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

    fn rule<T: Float>(self, step: u64) -> AdamaxRule<T> {
        let step = i32::try_from(step).unwrap_or(i32::MAX); // the correction is 1 long before
        let rate = self.learning_rate / (1.0 - self.beta1.powi(step));
        let [rate, epsilon, decay] = [rate, self.epsilon, self.weight_decay].map(T::of);
        let [beta1, rest1, beta2] = [self.beta1, 1.0 - self.beta1, self.beta2].map(T::of);
        AdamaxRule { rate, beta1, rest1, beta2, epsilon, decay }
    }
}

impl Optimizer for Adamax {
    /// The mean gradient m and the largest gradient u.
    type Moments<M: Tensors> = [M; 2];

    fn moments<M: Tensors>(&self) -> [M; 2] {
        [M::zeros(), M::zeros()]
    }

    fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, moments: &mut [M; 2], step: u64) {
        let (rule, [mean, largest]) = (self.rule(step), moments);
        M::side_by_side([model, gradient, mean, largest], &mut |trained, [w, g, m, u]| {
            apply(trained, rule, w, g, [m, u]);
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
pub(super) struct AdamaxRule<T> {
    /// η, corrected for the start of the mean.
    rate: T,
    beta1: T,
    rest1: T,
    beta2: T,
    epsilon: T,
    decay: T,
}

impl<T: Float> Rule<T, 2> for AdamaxRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [m, u]: [T; 2]) -> (T, [T; 2]) {
        let g = g + self.decay * w;
        let m = self.beta1 * m + self.rest1 * g;
        let (shrunk, size) = (self.beta2 * u, g.abs() + self.epsilon);
        // Not `max`, which would lose NaN.
        let u = if shrunk > size { shrunk } else { size };
        (w - self.rate * m / u, [m, u])
    }
}
