//! Adam, and Adam with decoupled weight decay.

use super::{Descent, Optimizer, Rule, apply, below_one, epsilon, not_negative, positive};
use crate::{Float, Result, Tensors};

/// The hyperparameters that [`Adam`] and [`AdamW`] share.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rates {
    learning_rate: f64,
    beta1: f64,
    beta2: f64,
    epsilon: f64,
    weight_decay: f64,
    amsgrad: bool,
}

impl Rates {
    const fn new(learning_rate: f64, weight_decay: f64) -> Self {
        Self { learning_rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay, amsgrad: false }
    }

    /// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·m̂ / (√v̂ + ε).
    /// `decay` is added to the gradient, `shrink` taken off the weights.
    fn rule<T: Float>(self, step: u64, decay: f64, shrink: f64) -> AdamRule<T> {
        let step = i32::try_from(step).unwrap_or(i32::MAX); // the corrections are 1 long before
        let root = (1.0 - self.beta2.powi(step)).sqrt();
        let rate = T::of(self.learning_rate / (1.0 - self.beta1.powi(step)));
        let [beta1, rest1, beta2, rest2] = [self.beta1, 1.0 - self.beta1, self.beta2, 1.0 - self.beta2].map(T::of);
        let [epsilon, root, decay, keep] = [self.epsilon, 1.0 / root, decay, 1.0 - shrink].map(T::of);
        AdamRule { rate, beta1, rest1, beta2, rest2, epsilon, root, decay, keep }
    }

    fn check(self) -> Result<()> {
        positive("learning_rate", self.learning_rate)?;
        below_one("beta1", self.beta1)?;
        below_one("beta2", self.beta2)?;
        epsilon(self.epsilon)?;
        not_negative("weight_decay", self.weight_decay)
    }
}

/// The numbers of one update.
#[derive(Clone, Copy)]
pub(super) struct AdamRule<T> {
    /// η, corrected for the start of the mean.
    rate: T,
    beta1: T,
    rest1: T,
    beta2: T,
    rest2: T,
    epsilon: T,
    /// The correction of √v for the start of the mean square.
    root: T,
    decay: T,
    keep: T,
}

impl<T: Float> Rule<T, 2> for AdamRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [m, v]: [T; 2]) -> (T, [T; 2]) {
        let g = g + self.decay * w;
        let m = self.beta1 * m + self.rest1 * g;
        let v = self.beta2 * v + self.rest2 * g * g;
        (self.keep * w - self.rate * m / (v.sqrt() * self.root + self.epsilon), [m, v])
    }
}

/// AMSGrad: the third moment is the largest mean square so far.
impl<T: Float> Rule<T, 3> for AdamRule<T> {
    #[inline(always)]
    fn step(self, w: T, g: T, [m, v, largest]: [T; 3]) -> (T, [T; 3]) {
        let g = g + self.decay * w;
        let m = self.beta1 * m + self.rest1 * g;
        let v = self.beta2 * v + self.rest2 * g * g;
        // Not `max`, which would lose NaN.
        let largest = if v < largest { largest } else { v };
        (self.keep * w - self.rate * m / (largest.sqrt() * self.root + self.epsilon), [m, v, largest])
    }
}

/// Declares an optimizer with Adam's hyperparameters: its documentation, its default weight decay, and how that acts.
macro_rules! adam {
    ($(#[$doc:meta])* $name:ident, $decay:literal, |$rates:ident| $decays:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name(Rates);

        impl $name {
            /// With the learning rate 0.001, PyTorch's options otherwise.
            pub const DEFAULT: Self = Self::new(1e-3);

            /// With the learning rate η > 0; PyTorch's and Keras's default is 1e-3.
            #[must_use]
            pub const fn new(learning_rate: f64) -> Self {
                Self(Rates::new(learning_rate, $decay))
            }

            /// β₁, the fraction of the mean gradient that is kept, 0 to below 1, 0.9 by default.
            #[must_use]
            pub const fn beta1(self, beta1: f64) -> Self {
                Self(Rates { beta1, ..self.0 })
            }

            /// β₂, the fraction of the mean squared gradient that is kept, 0 to below 1, 0.999 by default.
            #[must_use]
            pub const fn beta2(self, beta2: f64) -> Self {
                Self(Rates { beta2, ..self.0 })
            }

            /// ε > 0, added to the root of the mean square, 1e-8 by default.
            #[must_use]
            pub const fn epsilon(self, epsilon: f64) -> Self {
                Self(Rates { epsilon, ..self.0 })
            }

            /// λ ≥ 0, the weight decay of every trained tensor.
            #[must_use]
            pub const fn weight_decay(self, weight_decay: f64) -> Self {
                Self(Rates { weight_decay, ..self.0 })
            }

            /// Whether steps are divided by the largest mean square so far instead of the current one (Reddi et al.,
            /// 2018). False by default. It needs a third moment.
            #[must_use]
            pub const fn amsgrad(self, amsgrad: bool) -> Self {
                Self(Rates { amsgrad, ..self.0 })
            }

            fn rule<T: Float>(self, step: u64) -> AdamRule<T> {
                let $rates = self.0;
                let (decay, shrink) = $decays;
                self.0.rule(step, decay, shrink)
            }
        }

        impl Optimizer for $name {
            /// The mean gradient m and the mean squared gradient v; with `amsgrad` also the largest v so far.
            type Moments<M: Tensors> = ([M; 2], Option<M>);

            fn moments<M: Tensors>(&self) -> ([M; 2], Option<M>) {
                ([M::zeros(), M::zeros()], self.0.amsgrad.then(M::zeros))
            }

            fn update<M: Tensors>(
                &self,
                model: &mut M,
                gradient: &mut M,
                moments: &mut ([M; 2], Option<M>),
                step: u64,
            ) {
                let (rule, ([first, second], largest)) = (self.rule(step), moments);
                match largest {
                    None => M::side_by_side([model, gradient, first, second], &mut |trained, [w, g, m, v]| {
                        apply(trained, rule, w, g, [m, v]);
                    }),
                    Some(largest) => {
                        M::side_by_side([model, gradient, first, second, largest], &mut |trained, [w, g, m, v, u]| {
                            apply(trained, rule, w, g, [m, v, u]);
                        });
                    }
                }
            }

            fn descend<M: Tensors, D: Descent<M>>(
                &self,
                moments: &mut ([M; 2], Option<M>),
                step: u64,
                descent: D,
            ) -> Option<D::Output> {
                let (rule, ([first, second], largest)) = (self.rule(step), moments);
                match largest {
                    None => descent.by(rule, [first, second]),
                    Some(largest) => descent.by(rule, [first, second, largest]),
                }
            }

            fn at(&self, factor: f64) -> Self {
                Self(Rates { learning_rate: self.0.learning_rate * factor, ..self.0 })
            }

            fn learning_rate(&self) -> f64 {
                self.0.learning_rate
            }

            fn settings(&self) -> String {
                format!("{:?}", self.at(0.0))
            }

            fn check(&self) -> Result<()> {
                self.0.check()
            }
        }
    };
}

adam! {
    /// Adam (Kingma & Ba, 2015): steps of about η in the direction of the mean gradient, scaled for each weight.
    /// `weight_decay` adds λ·w to the gradient.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
    /// Trainer::new(&mut model).optimizer(Adam::new(0.1).beta2(0.99)).epochs(300).fit(&train)?;
    /// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    Adam, 0.0, |rates| (rates.weight_decay, 0.0)
}

adam! {
    /// Adam with decoupled weight decay (Loshchilov & Hutter, 2019): in addition to the step, w ← w − η·λ·w. λ is 0.01
    /// by default.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
    /// Trainer::new(&mut model).optimizer(AdamW::new(0.1).weight_decay(1e-3)).epochs(300).fit(&train)?;
    /// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.5);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    AdamW, 0.01, |rates| (0.0, rates.learning_rate * rates.weight_decay)
}
