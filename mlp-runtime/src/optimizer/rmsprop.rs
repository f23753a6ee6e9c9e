//! Gradients divided by their root mean square.

use super::{Descent, Optimizer, Rule, apply, below_one, epsilon, not_negative, positive};
use crate::{Float, Result, Tensors};

/// RMSprop (Hinton, 2012), PyTorch's: v ← α·v + (1 − α)·g², w ← w − η·g / (√v + ε); with momentum μ, the step goes
/// through b ← μ·b + g / (√v + ε).
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
/// Trainer::new(&mut model).optimizer(RmsProp::new(0.01).alpha(0.9).momentum(0.5)).epochs(300).fit(&train)?;
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "RMSprop")]
pub struct RmsProp {
    learning_rate: f64,
    alpha: f64,
    epsilon: f64,
    momentum: f64,
    weight_decay: f64,
}

impl RmsProp {
    /// With the learning rate 0.01, PyTorch's options otherwise.
    pub const DEFAULT: Self = Self::new(0.01);

    /// With the learning rate η > 0; PyTorch's default is 1e-2, Keras's 1e-3.
    #[must_use]
    #[doc(alias = "lr")]
    pub const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, alpha: 0.99, epsilon: 1e-8, momentum: 0.0, weight_decay: 0.0 }
    }

    /// α, the fraction of the mean square that is kept, 0 to below 1, 0.99 by default (Keras's `rho` is 0.9).
    #[must_use]
    #[doc(alias("rho", "decay"))]
    pub const fn alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }

    /// ε > 0, added to the root, 1e-8 by default.
    #[must_use]
    #[doc(alias = "eps")]
    pub const fn epsilon(self, epsilon: f64) -> Self {
        Self { epsilon, ..self }
    }

    /// The fraction μ of the last step that is kept, 0 to below 1.
    #[must_use]
    pub const fn momentum(self, momentum: f64) -> Self {
        Self { momentum, ..self }
    }

    /// λ ≥ 0: adds λ·w to the gradient of every trained tensor.
    #[must_use]
    pub const fn weight_decay(self, weight_decay: f64) -> Self {
        Self { weight_decay, ..self }
    }

    fn rule<T: Float>(self) -> RmsPropRule<T> {
        let [rate, alpha, rest] = [self.learning_rate, self.alpha, 1.0 - self.alpha].map(T::of);
        let [epsilon, momentum, decay] = [self.epsilon, self.momentum, self.weight_decay].map(T::of);
        RmsPropRule { rate, alpha, rest, epsilon, momentum, decay }
    }
}

impl Optimizer for RmsProp {
    /// The mean square, and the last step if there is momentum.
    type Moments<M: Tensors> = (M, Option<M>);

    fn moments<M: Tensors>(&self) -> (M, Option<M>) {
        (M::zeros(), (self.momentum > 0.0).then(M::zeros))
    }

    fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, moments: &mut (M, Option<M>), _: u64) {
        let (rule, (square, last)) = (self.rule(), moments);
        match last {
            None => {
                M::side_by_side([model, gradient, square], &mut |trained, [w, g, v]| apply(trained, rule, w, g, [v]));
            }
            Some(last) => M::side_by_side([model, gradient, square, last], &mut |trained, [w, g, v, b]| {
                apply(trained, rule, w, g, [v, b]);
            }),
        }
    }

    fn descend<M: Tensors, D: Descent<M>>(
        &self,
        (square, last): &mut (M, Option<M>),
        _: u64,
        descent: D,
    ) -> Option<D::Output> {
        match last {
            None => descent.by(self.rule(), [square]),
            Some(last) => descent.by(self.rule(), [square, last]),
        }
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
        below_one("alpha", self.alpha)?;
        epsilon(self.epsilon)?;
        below_one("momentum", self.momentum)?;
        not_negative("weight_decay", self.weight_decay)
    }
}

/// The numbers of one update.
#[derive(Clone, Copy)]
pub(super) struct RmsPropRule<T> {
    rate: T,
    alpha: T,
    rest: T,
    epsilon: T,
    momentum: T,
    decay: T,
}

impl<T: Float> Rule<T, 1> for RmsPropRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [v]: [T; 1]) -> (T, [T; 1]) {
        let g = g + self.decay * w;
        let v = self.alpha * v + self.rest * g * g;
        (w - self.rate * (g / (v.sqrt() + self.epsilon)), [v])
    }
}

impl<T: Float> Rule<T, 2> for RmsPropRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [v, b]: [T; 2]) -> (T, [T; 2]) {
        let g = g + self.decay * w;
        let v = self.alpha * v + self.rest * g * g;
        let b = self.momentum * b + g / (v.sqrt() + self.epsilon);
        (w - self.rate * b, [v, b])
    }
}
