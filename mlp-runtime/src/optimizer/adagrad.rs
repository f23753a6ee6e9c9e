//! Gradients divided by the root of all their squares so far.

use super::{Descent, Optimizer, Rule, apply, epsilon, not_negative, positive};
use crate::{Float, Result, Tensors};

/// Adagrad (Duchi, 2011), PyTorch's: s ← s + g², w ← w − η·g / (√s + ε).
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
/// let optimizer = mlp::optimizer::Adagrad::new(0.5);
/// Trainer::new(&mut model).optimizer(optimizer).epochs(100).fit(&train)?;
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adagrad {
    learning_rate: f64,
    epsilon: f64,
    weight_decay: f64,
}

impl Adagrad {
    /// With the learning rate 0.01, PyTorch's options otherwise.
    pub const DEFAULT: Self = Self::new(0.01);

    /// With the learning rate η > 0; PyTorch's default is 1e-2.
    #[must_use]
    pub const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, epsilon: 1e-10, weight_decay: 0.0 }
    }

    /// ε > 0, added to the root, 1e-10 by default.
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

    fn rule<T: Float>(self) -> AdagradRule<T> {
        let [rate, epsilon, decay] = [self.learning_rate, self.epsilon, self.weight_decay].map(T::of);
        AdagradRule { rate, epsilon, decay }
    }
}

impl Optimizer for Adagrad {
    /// The sum of squares.
    type Moments<M: Tensors> = M;

    fn moments<M: Tensors>(&self) -> M {
        M::zeros()
    }

    fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, sum: &mut M, _: u64) {
        let rule = self.rule();
        M::side_by_side([model, gradient, sum], &mut |trained, [w, g, s]| apply(trained, rule, w, g, [s]));
    }

    fn descend<M: Tensors, D: Descent<M>>(&self, sum: &mut M, _: u64, descent: D) -> Option<D::Output> {
        descent.by(self.rule(), [sum])
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
        epsilon(self.epsilon)?;
        not_negative("weight_decay", self.weight_decay)
    }
}

/// The numbers of one update.
#[derive(Clone, Copy)]
pub(super) struct AdagradRule<T> {
    rate: T,
    epsilon: T,
    decay: T,
}

impl<T: Float> Rule<T, 1> for AdagradRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [s]: [T; 1]) -> (T, [T; 1]) {
        let g = g + self.decay * w;
        let s = s + g * g;
        (w - self.rate * g / (s.sqrt() + self.epsilon), [s])
    }
}
