//! Steps of a fixed size in the direction of the sign of the momentum.

use super::{Descent, Optimizer, Rule, apply, below_one, not_negative, positive};
use crate::{Float, Result, Tensors};

/// Lion (Chen et al., 2023): w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w), then m ← β₂·m + (1 − β₂)·g, with sign(0) = 0.
///
/// Every weight moves by η, so the learning rate is usually three to ten times smaller than Adam's.
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
/// Trainer::new(&mut model).optimizer(Lion::new(0.02).weight_decay(1e-3)).epochs(300).fit(&train)?;
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lion {
    learning_rate: f64,
    beta1: f64,
    beta2: f64,
    weight_decay: f64,
}

impl Lion {
    /// With the learning rate 0.0001, and the paper's options otherwise.
    pub const DEFAULT: Self = Self::new(1e-4);

    /// With the learning rate η > 0; the paper's default is 1e-4.
    #[must_use]
    pub const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, beta1: 0.9, beta2: 0.99, weight_decay: 0.0 }
    }

    /// β₁, the fraction of the momentum in the direction of the step, 0 to below 1, 0.9 by default.
    #[must_use]
    pub const fn beta1(self, beta1: f64) -> Self {
        Self { beta1, ..self }
    }

    /// β₂, the fraction of the momentum that is kept, 0 to below 1, 0.99 by default.
    #[must_use]
    pub const fn beta2(self, beta2: f64) -> Self {
        Self { beta2, ..self }
    }

    /// λ ≥ 0, the decoupled weight decay of every trained tensor, 0 by default.
    #[must_use]
    pub const fn weight_decay(self, weight_decay: f64) -> Self {
        Self { weight_decay, ..self }
    }

    fn rule<T: Float>(self) -> LionRule<T> {
        let keep = 1.0 - self.learning_rate * self.weight_decay;
        let [rate, keep] = [self.learning_rate, keep].map(T::of);
        let [beta1, rest1, beta2, rest2] = [self.beta1, 1.0 - self.beta1, self.beta2, 1.0 - self.beta2].map(T::of);
        LionRule { rate, keep, beta1, rest1, beta2, rest2 }
    }
}

impl Optimizer for Lion {
    /// The momentum m.
    type Moments<M: Tensors> = M;

    fn moments<M: Tensors>(&self) -> M {
        M::zeros()
    }

    fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, momentum: &mut M, _: u64) {
        let rule = self.rule();
        M::side_by_side([model, gradient, momentum], &mut |trained, [w, g, m]| apply(trained, rule, w, g, [m]));
    }

    fn descend<M: Tensors, D: Descent<M>>(&self, momentum: &mut M, _: u64, descent: D) -> Option<D::Output> {
        descent.by(self.rule(), [momentum])
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
        not_negative("weight_decay", self.weight_decay)
    }
}

/// The numbers of one update.
#[derive(Clone, Copy)]
pub(super) struct LionRule<T> {
    rate: T,
    keep: T,
    beta1: T,
    rest1: T,
    beta2: T,
    rest2: T,
}

impl<T: Float> Rule<T, 1> for LionRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [m]: [T; 1]) -> (T, [T; 1]) {
        let direction = self.beta1 * m + self.rest1 * g;
        // 0 stays 0, and NaN stays NaN.
        let sign = if direction == T::zero() { T::zero() } else { direction.signum() };
        (self.keep * w - self.rate * sign, [self.beta2 * m + self.rest2 * g])
    }
}
