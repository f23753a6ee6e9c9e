//! Learning-rate schedules: how the rate changes over the epochs of training, update by update.

mod curve;

use self::curve::{Curve, OneCycle, Time};
use crate::Result;
use crate::error::expect;

/// A factor on the optimizer's learning rate that changes with every update. Lengths are epochs; fractions are allowed.
///
/// ```
/// use mlp_runtime::Schedule;
///
/// let schedule = Schedule::cosine().warmup(2.0);
/// assert_eq!(schedule.factor(1.0, 10.0), 0.5); // half-way up
/// assert_eq!(schedule.factor(2.0, 10.0), 1.0);
/// assert!(schedule.factor(10.0, 10.0) < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    curve: Curve,
    warmup: f64,
    warmup_start: Option<f64>,
}

impl Schedule {
    const fn of(curve: Curve) -> Self {
        Self { curve, warmup: 0.0, warmup_start: None }
    }

    /// The learning rate as it is.
    #[must_use]
    pub const fn constant() -> Self {
        Self::of(Curve::Constant)
    }

    /// Times `factor` after every `every` epochs (PyTorch's `StepLR`, Keras's piecewise decay).
    #[must_use]
    pub const fn step(every: f64, factor: f64) -> Self {
        Self::of(Curve::Step { every, factor })
    }

    /// Times `factor` an epoch, continuously (PyTorch's `ExponentialLR` between its steps).
    #[must_use]
    pub const fn exponential(factor: f64) -> Self {
        Self::of(Curve::Exponential { factor })
    }

    /// Down to 0 along half a cosine over all epochs (Loshchilov & Hutter, 2017; PyTorch's `CosineAnnealingLR`).
    #[must_use]
    pub const fn cosine() -> Self {
        Self::of(Curve::Cosine { minimum: 0.0 })
    }

    /// Down to 0 in a straight line over all epochs (PyTorch's `PolynomialLR` with power 1).
    #[must_use]
    pub const fn linear() -> Self {
        Self::polynomial(1.0)
    }

    /// Down to 0 along (1 − t)^power, where t is the fraction of the epochs that is done (PyTorch's `PolynomialLR`).
    #[must_use]
    pub const fn polynomial(power: f64) -> Self {
        Self::of(Curve::Polynomial { power, minimum: 0.0 })
    }

    /// Up from a low rate to the learning rate and down to a much lower one, once (Smith & Topin, 2018; PyTorch's
    /// `OneCycleLR`, whose `max_lr` is the optimizer's learning rate here).
    #[must_use]
    pub const fn one_cycle() -> Self {
        Self::of(Curve::OneCycle(OneCycle::DEFAULT))
    }

    /// Down to 0 along half a cosine in `every` epochs, and again from the start (Loshchilov & Hutter, 2017; PyTorch's
    /// `CosineAnnealingWarmRestarts`).
    #[must_use]
    pub const fn cosine_restarts(every: f64) -> Self {
        Self::of(Curve::CosineRestarts { every, multiplier: 1.0, minimum: 0.0 })
    }

    /// A warm-up of `warmup` epochs, then √(warmup / epoch) (Vaswani et al., 2017).
    #[must_use]
    pub const fn inverse_sqrt(warmup: f64) -> Self {
        Self { warmup, ..Self::of(Curve::InverseSqrt) }
    }

    /// Up and down in `cycles` cycles, each twice as long as the one before:
    /// ½·(1 − cos(2π·log₂(1 + (2ⁿ − 1)·t))), where t is the fraction of the updates that is done (pytabkit's `coslog`).
    /// The first update has the rate 0.
    #[must_use]
    pub const fn coslog(cycles: f64) -> Self {
        Self::of(Curve::CosLog { cycles })
    }

    /// Where a cosine, a line, or a polynomial ends, as a fraction of the learning rate, 0 to below 1; no other schedule
    /// has it.
    #[must_use]
    pub const fn minimum(self, minimum: f64) -> Self {
        let curve = match self.curve {
            Curve::Cosine { .. } => Curve::Cosine { minimum },
            Curve::Polynomial { power, .. } => Curve::Polynomial { power, minimum },
            Curve::CosineRestarts { every, multiplier, .. } => Curve::CosineRestarts { every, multiplier, minimum },
            other => other,
        };
        Self { curve, ..self }
    }

    /// How many times as long each cycle of [`cosine_restarts`](Self::cosine_restarts) is as the one before it, at least
    /// 1; 1 unless set (PyTorch's `T_mult`).
    #[must_use]
    pub const fn multiplier(self, multiplier: f64) -> Self {
        match self.curve {
            Curve::CosineRestarts { every, minimum, .. } => {
                Self { curve: Curve::CosineRestarts { every, multiplier, minimum }, ..self }
            }
            _ => self,
        }
    }

    /// The fraction of [`one_cycle`](Self::one_cycle) in which the rate rises; 0.3 unless set.
    #[must_use]
    pub const fn pct_start(self, pct_start: f64) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { pct_start, ..cycle }), ..self },
            _ => self,
        }
    }

    /// How many times lower than the learning rate [`one_cycle`](Self::one_cycle) begins; 25 unless set.
    #[must_use]
    pub const fn div_factor(self, div_factor: f64) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { div_factor, ..cycle }), ..self },
            _ => self,
        }
    }

    /// How many times lower than it began [`one_cycle`](Self::one_cycle) ends; 10,000 unless set.
    #[must_use]
    pub const fn final_div_factor(self, final_div_factor: f64) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { final_div_factor, ..cycle }), ..self },
            _ => self,
        }
    }

    /// Whether the rate of [`one_cycle`](Self::one_cycle) changes along lines instead of cosines; false unless set.
    #[must_use]
    pub const fn linear_phases(self, linear: bool) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { linear, ..cycle }), ..self },
            _ => self,
        }
    }

    /// Whether [`one_cycle`](Self::one_cycle) falls to its beginning as slowly as it rose, and only then to its end;
    /// false unless set.
    #[must_use]
    pub const fn three_phase(self, three_phase: bool) -> Self {
        match self.curve {
            Curve::OneCycle(cycle) => Self { curve: Curve::OneCycle(OneCycle { three_phase, ..cycle }), ..self },
            _ => self,
        }
    }

    /// Begins with `epochs` epochs in which the rate grows linearly: of the n updates in them, update i, counted from 1,
    /// has i/n of the rate. The schedule itself starts after these.
    #[must_use]
    pub const fn warmup(self, epochs: f64) -> Self {
        Self { warmup: epochs, ..self }
    }

    /// Begins the warm-up at this fraction of the learning rate, from 0 to 1 (PyTorch's `LinearLR`: the first update has
    /// exactly this rate).
    #[must_use]
    pub const fn warmup_start(self, fraction: f64) -> Self {
        Self { warmup_start: Some(fraction), ..self }
    }

    /// The factor after `epoch` epochs of `epochs`.
    #[must_use]
    pub fn factor(&self, epoch: f64, epochs: f64) -> f64 {
        self.factor_between(epoch, epoch, epochs)
    }

    /// The factor of the update that leads from `before` to `after`, both in epochs: a warm-up takes the end of it, so
    /// that its first update moves the weights and its last one has the whole rate; the rest takes its beginning.
    pub(crate) fn factor_between(&self, before: f64, after: f64, epochs: f64) -> f64 {
        let warmup = self.warmup;
        if before < warmup {
            return match self.warmup_start {
                None => (after / warmup).min(1.0),
                Some(start) => start + (1.0 - start) * before / warmup,
            };
        }
        self.curve.factor(Time { before: before - warmup, after: after - warmup, end: epochs - warmup, warmup })
    }

    /// Whether every hyperparameter is in its range.
    pub(crate) fn check(&self) -> Result<()> {
        let (warmup, start) = (self.warmup, self.warmup_start.unwrap_or(0.0));
        expect(warmup >= 0.0 && warmup.is_finite(), "warmup", "a number of epochs of 0 or more", warmup)?;
        expect((0.0..=1.0).contains(&start), "warmup_start", "a fraction of 0..=1", start)?;
        self.curve.check(warmup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_a_part_of_an_epoch_come_on_time() {
        let schedule = Schedule::step(0.1, 0.5);
        for step in 1..=10 {
            let epoch = f64::from(step) / 10.0;
            assert_eq!(schedule.factor(epoch, 1.0), 0.5_f64.powi(step), "{epoch}");
            assert_eq!(schedule.factor(epoch - 0.01, 1.0), 0.5_f64.powi(step - 1), "{epoch}");
        }
    }
}
