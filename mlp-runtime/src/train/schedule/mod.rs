//! Learning-rate schedules: how the rate changes over the epochs of training, update by update.

mod curve;
mod options;

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

    /// A constant learning rate.
    ///
    /// ```
    /// assert_eq!(mlp::Schedule::constant().factor(7.0, 10.0), 1.0);
    /// ```
    #[must_use]
    pub const fn constant() -> Self {
        Self::of(Curve::Constant)
    }

    /// Multiplies the rate by `factor` after every `every` epochs (PyTorch's `StepLR`, Keras's piecewise decay).
    ///
    /// ```
    /// let schedule = mlp::Schedule::step(3.0, 0.1);
    /// assert_eq!(schedule.factor(2.0, 10.0), 1.0);
    /// assert_eq!(schedule.factor(3.0, 10.0), 0.1);
    /// ```
    #[must_use]
    pub const fn step(every: f64, factor: f64) -> Self {
        Self::of(Curve::Step { every, factor })
    }

    /// Multiplies the rate by `factor` per epoch, continuously (PyTorch's `ExponentialLR`, interpolated between its
    /// steps).
    ///
    /// ```
    /// assert_eq!(mlp::Schedule::exponential(0.5).factor(3.0, 10.0), 0.125);
    /// ```
    #[must_use]
    pub const fn exponential(factor: f64) -> Self {
        Self::of(Curve::Exponential { factor })
    }

    /// Falls to 0 along half a cosine over all epochs (Loshchilov & Hutter, 2017; PyTorch's `CosineAnnealingLR`).
    ///
    /// ```
    /// let schedule = mlp::Schedule::cosine();
    /// assert_eq!(schedule.factor(0.0, 10.0), 1.0);
    /// assert!((schedule.factor(5.0, 10.0) - 0.5).abs() < 1e-12);
    /// ```
    #[must_use]
    pub const fn cosine() -> Self {
        Self::of(Curve::Cosine { minimum: 0.0 })
    }

    /// Falls to 0 in a straight line over all epochs (PyTorch's `PolynomialLR` with power 1).
    ///
    /// ```
    /// assert_eq!(mlp::Schedule::linear().factor(5.0, 10.0), 0.5);
    /// ```
    #[must_use]
    pub const fn linear() -> Self {
        Self::polynomial(1.0)
    }

    /// Falls to 0 as (1 − t)^power, where t is the fraction of the epochs that is done (PyTorch's `PolynomialLR`).
    ///
    /// ```
    /// assert_eq!(mlp::Schedule::polynomial(2.0).factor(5.0, 10.0), 0.25);
    /// ```
    #[must_use]
    pub const fn polynomial(power: f64) -> Self {
        Self::of(Curve::Polynomial { power, minimum: 0.0 })
    }

    /// Rises from a low rate to the learning rate and falls to a much lower one, once (Smith & Topin, 2018; PyTorch's
    /// `OneCycleLR`, whose `max_lr` is the optimizer's learning rate here).
    ///
    /// ```
    /// let schedule = mlp::Schedule::one_cycle();
    /// assert!((schedule.factor(0.0, 10.0) - 1.0 / 25.0).abs() < 1e-12);
    /// assert!((schedule.factor(3.0, 10.0) - 1.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub const fn one_cycle() -> Self {
        Self::of(Curve::OneCycle(OneCycle::DEFAULT))
    }

    /// Falls to 0 along half a cosine in `every` epochs, then starts again (Loshchilov & Hutter, 2017; PyTorch's
    /// `CosineAnnealingWarmRestarts`).
    ///
    /// ```
    /// let schedule = mlp::Schedule::cosine_restarts(2.0);
    /// assert!((schedule.factor(1.0, 10.0) - 0.5).abs() < 1e-12);
    /// assert_eq!(schedule.factor(2.0, 10.0), 1.0); // starts again
    /// ```
    #[must_use]
    pub const fn cosine_restarts(every: f64) -> Self {
        Self::of(Curve::CosineRestarts { every, multiplier: 1.0, minimum: 0.0 })
    }

    /// A warm-up of `warmup` epochs, then √(warmup / epoch) (Vaswani et al., 2017).
    ///
    /// ```
    /// let schedule = mlp::Schedule::inverse_sqrt(2.0);
    /// assert_eq!(schedule.factor(1.0, 100.0), 0.5); // warm-up
    /// assert!((schedule.factor(8.0, 100.0) - 0.5).abs() < 1e-12); // √(2 / 8)
    /// ```
    #[must_use]
    pub const fn inverse_sqrt(warmup: f64) -> Self {
        Self { warmup, ..Self::of(Curve::InverseSqrt) }
    }

    /// Rises and falls in `cycles` cycles, each twice as long as the one before:
    /// ½·(1 − cos(2π·log₂(1 + (2ⁿ − 1)·t))), where t is the fraction of the updates that is done (pytabkit's `coslog`).
    /// The first update has the rate 0.
    ///
    /// ```
    /// let schedule = mlp::Schedule::coslog(4.0);
    /// assert_eq!(schedule.factor(0.0, 15.0), 0.0);
    /// assert!(schedule.factor(1.0, 15.0) < 1e-9); // The first of four cycles takes 1/15 of the training.
    /// ```
    #[must_use]
    pub const fn coslog(cycles: f64) -> Self {
        Self::of(Curve::CosLog { cycles })
    }

    /// The factor after `epoch` epochs of `epochs`.
    ///
    /// ```
    /// use mlp::Schedule;
    ///
    /// let rates: Vec<f64> = (0..4).map(|epoch| 0.1 * Schedule::linear().factor(f64::from(epoch), 4.0)).collect();
    /// assert_eq!(rates, [0.1, 0.1 * 0.75, 0.1 * 0.5, 0.1 * 0.25]);
    /// ```
    #[must_use]
    pub fn factor(&self, epoch: f64, epochs: f64) -> f64 {
        self.factor_between(epoch, epoch, epochs)
    }

    /// The factor of the update that leads from `before` to `after`, both in epochs. A warm-up is evaluated at `after`,
    /// so that its first update moves the weights and its last one has the full rate. Other curves are evaluated at
    /// `before`.
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
