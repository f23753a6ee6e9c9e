//! Adam with Nesterov momentum.

use super::{Descent, Optimizer, Rule, apply, below_one, epsilon, not_negative, positive};
use crate::{Float, Result, Tensors};

/// NAdam (Dozat, 2016), PyTorch's. With μₜ = β₁·(1 − 0.5·0.96^(t·ψ)) and m, v as in [`Adam`](super::Adam):
/// w ← w − η·((1 − μₜ)/(1 − Πμ)·g + μₜ₊₁/(1 − Πμ·μₜ₊₁)·m) / (√v̂ + ε), where Πμ = μ₁·…·μₜ.
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
/// Trainer::new(&mut model).optimizer(NAdam::new(0.05).momentum_decay(4e-3)).epochs(300).fit(&train)?;
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NAdam {
    learning_rate: f64,
    beta1: f64,
    beta2: f64,
    epsilon: f64,
    momentum_decay: f64,
    weight_decay: f64,
}

impl NAdam {
    /// With the learning rate 0.002, PyTorch's options otherwise.
    pub const DEFAULT: Self = Self::new(2e-3);

    /// With the learning rate η > 0; PyTorch's default is 2e-3.
    #[must_use]
    pub const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentum_decay: 4e-3, weight_decay: 0.0 }
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

    /// ψ ≥ 0, how fast the momentum grows from β₁/2 to β₁, 0.004 by default.
    #[must_use]
    pub const fn momentum_decay(self, momentum_decay: f64) -> Self {
        Self { momentum_decay, ..self }
    }

    /// λ ≥ 0: adds λ·w to the gradient of every trained tensor.
    #[must_use]
    pub const fn weight_decay(self, weight_decay: f64) -> Self {
        Self { weight_decay, ..self }
    }

    /// μ₁·…·μₜ, μₜ, and μₜ₊₁.
    fn momenta(self, step: u64) -> [f64; 3] {
        let momentum = |step: f64| self.beta1 * (1.0 - 0.5 * 0.96_f64.powf(step * self.momentum_decay));
        let (shrinks, mut power, mut product) = (0.96_f64.powf(self.momentum_decay), 1.0, 1.0);
        for _ in 0..step {
            power *= shrinks;
            product *= self.beta1 * (1.0 - 0.5 * power);
            if product < 1e-18 {
                product = 0.0; // nothing beside 1
                break;
            }
        }
        #[allow(clippy::cast_precision_loss)] // counts of steps stay below 2^53
        let step = step as f64;
        [product, momentum(step), momentum(step + 1.0)]
    }

    fn rule<T: Float>(self, step: u64) -> NAdamRule<T> {
        let [product, now, next] = self.momenta(step);
        let power = i32::try_from(step).unwrap_or(i32::MAX); // the correction is 1 long before
        let root = 1.0 / (1.0 - self.beta2.powi(power)).sqrt();
        let of_gradient = self.learning_rate * (1.0 - now) / (1.0 - product);
        let of_mean = self.learning_rate * next / (1.0 - product * next);
        let [of_gradient, of_mean, root, epsilon, decay] =
            [of_gradient, of_mean, root, self.epsilon, self.weight_decay].map(T::of);
        let [beta1, rest1, beta2, rest2] = [self.beta1, 1.0 - self.beta1, self.beta2, 1.0 - self.beta2].map(T::of);
        NAdamRule { of_gradient, of_mean, beta1, rest1, beta2, rest2, root, epsilon, decay }
    }
}

impl Optimizer for NAdam {
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
        not_negative("momentum_decay", self.momentum_decay)?;
        not_negative("weight_decay", self.weight_decay)
    }
}

/// The numbers of one update.
#[derive(Clone, Copy)]
pub(super) struct NAdamRule<T> {
    /// The factor on the gradient, with η.
    of_gradient: T,
    /// The factor on the mean gradient, with η.
    of_mean: T,
    beta1: T,
    rest1: T,
    beta2: T,
    rest2: T,
    /// The correction of √v for the start of the mean square.
    root: T,
    epsilon: T,
    decay: T,
}

impl<T: Float> Rule<T, 2> for NAdamRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [m, v]: [T; 2]) -> (T, [T; 2]) {
        let g = g + self.decay * w;
        let m = self.beta1 * m + self.rest1 * g;
        let v = self.beta2 * v + self.rest2 * g * g;
        (w - (self.of_gradient * g + self.of_mean * m) / (v.sqrt() * self.root + self.epsilon), [m, v])
    }
}
