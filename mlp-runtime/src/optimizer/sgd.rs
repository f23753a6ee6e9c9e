//! Stochastic gradient descent.

use super::{Descent, Optimizer, Rule, apply, below_one, expect, not_negative, positive};
use crate::{Float, Result, Tensors};

/// Stochastic gradient descent, w ← w − η·g; with momentum μ, v ← μ·v + g and w ← w − η·v; with Nesterov momentum,
/// w ← w − η·(g + μ·v). The buffer v does not contain the learning rate (PyTorch's `SGD`).
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
/// Trainer::new(&mut model).optimizer(Sgd::new(0.05).momentum(0.9).nesterov(true)).epochs(300).fit(&train)?;
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias("SGD", "GradientDescent"))]
pub struct Sgd {
    learning_rate: f64,
    momentum: f64,
    nesterov: bool,
    weight_decay: f64,
}

impl Sgd {
    /// With the learning rate 0.01, PyTorch's options otherwise.
    pub const DEFAULT: Self = Self::new(0.01);

    /// Plain descent with the learning rate η > 0.
    #[must_use]
    #[doc(alias = "lr")]
    pub const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, momentum: 0.0, nesterov: false, weight_decay: 0.0 }
    }

    /// The fraction μ of the last step that is kept, 0 to below 1.
    #[must_use]
    pub const fn momentum(self, momentum: f64) -> Self {
        Self { momentum, ..self }
    }

    /// Whether to use Nesterov momentum: the gradient is taken as if the momentum step had already been made. Needs
    /// momentum.
    #[must_use]
    pub const fn nesterov(self, nesterov: bool) -> Self {
        Self { nesterov, ..self }
    }

    /// λ ≥ 0: adds λ·w to the gradient of every trained tensor.
    #[must_use]
    pub const fn weight_decay(self, weight_decay: f64) -> Self {
        Self { weight_decay, ..self }
    }

    fn plain(self) -> SgdRule {
        SgdRule { rate: self.learning_rate, decay: self.weight_decay }
    }

    fn heavy<T: Float>(self) -> MomentumRule<T> {
        let [rate, momentum, decay] = [self.learning_rate, self.momentum, self.weight_decay].map(T::of);
        // g + μ·v for Nesterov's, v alone otherwise.
        let [ahead, follow] = if self.nesterov { [1.0, self.momentum] } else { [0.0, 1.0] }.map(T::of);
        MomentumRule { rate, momentum, decay, ahead, follow }
    }
}

impl Optimizer for Sgd {
    /// The velocity, if there is momentum.
    type Moments<M: Tensors> = Option<M>;

    fn moments<M: Tensors>(&self) -> Option<M> {
        (self.momentum > 0.0).then(M::zeros)
    }

    fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, velocity: &mut Option<M>, _: u64) {
        let Some(velocity) = velocity else {
            let rule = self.plain();
            return M::side_by_side([model, gradient], &mut |trained, [w, g]| apply(trained, rule, w, g, []));
        };
        let rule = self.heavy();
        M::side_by_side([model, gradient, velocity], &mut |trained, [w, g, v]| apply(trained, rule, w, g, [v]));
    }

    #[inline]
    fn descend<M: Tensors, D: Descent<M>>(&self, velocity: &mut Option<M>, _: u64, descent: D) -> Option<D::Output> {
        match velocity {
            None => descent.by(self.plain(), []),
            Some(velocity) => descent.by(self.heavy(), [velocity]),
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
        below_one("momentum", self.momentum)?;
        not_negative("weight_decay", self.weight_decay)?;
        expect(!self.nesterov || self.momentum > 0.0, "momentum", "a number above 0 for nesterov", self.momentum)
    }
}

/// Plain descent, in f64: [`plain`](Rule::plain) multiplies the two.
#[derive(Clone, Copy)]
pub(super) struct SgdRule {
    rate: f64,
    decay: f64,
}

impl<T: Float> Rule<T, 0> for SgdRule {
    #[inline(always)]
    fn step(self, w: T, g: T, _: [T; 0]) -> (T, [T; 0]) {
        let [rate, decay] = [self.rate, self.decay].map(T::of);
        (w - rate * (g + decay * w), [])
    }

    fn plain(self) -> Option<[f64; 2]> {
        (self.decay == 0.0).then_some([1.0, self.rate])
    }
}

/// With momentum: the step is ahead·g + follow·v.
#[derive(Clone, Copy)]
pub(super) struct MomentumRule<T> {
    rate: T,
    momentum: T,
    decay: T,
    ahead: T,
    follow: T,
}

impl<T: Float> Rule<T, 1> for MomentumRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [v]: [T; 1]) -> (T, [T; 1]) {
        let g = g + self.decay * w;
        let v = self.momentum * v + g;
        (w - self.rate * (self.ahead * g + self.follow * v), [v])
    }
}
