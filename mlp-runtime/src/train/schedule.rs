//! Learning-rate schedules: how the rate changes over the epochs of training, update by update.

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
    kind: Kind,
    warmup: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Constant,
    Step { every: f64, factor: f64 },
    Exponential { factor: f64 },
    Cosine { minimum: f64 },
}

impl Schedule {
    /// The learning rate as it is.
    #[must_use]
    pub const fn constant() -> Self {
        Self { kind: Kind::Constant, warmup: 0.0 }
    }

    /// Times `factor` after every `every` epochs (PyTorch's `StepLR`, Keras's piecewise decay).
    #[must_use]
    pub const fn step(every: f64, factor: f64) -> Self {
        Self { kind: Kind::Step { every, factor }, warmup: 0.0 }
    }

    /// Times `factor` an epoch, continuously (PyTorch's `ExponentialLR` between its steps).
    #[must_use]
    pub const fn exponential(factor: f64) -> Self {
        Self { kind: Kind::Exponential { factor }, warmup: 0.0 }
    }

    /// Down to 0 along half a cosine over all epochs (Loshchilov & Hutter, 2017).
    #[must_use]
    pub const fn cosine() -> Self {
        Self { kind: Kind::Cosine { minimum: 0.0 }, warmup: 0.0 }
    }

    /// Where a cosine ends, as a share of the learning rate, 0 to below 1; no other schedule has it.
    #[must_use]
    pub const fn minimum(self, minimum: f64) -> Self {
        match self.kind {
            Kind::Cosine { .. } => Self { kind: Kind::Cosine { minimum }, ..self },
            _ => self,
        }
    }

    /// Begins with `epochs` epochs in which the rate grows linearly: of the n updates in them, update i, counted from 1,
    /// has i/n of the rate. The schedule itself starts after these.
    #[must_use]
    pub const fn warmup(self, epochs: f64) -> Self {
        Self { warmup: epochs, ..self }
    }

    /// The factor after `epoch` epochs of `epochs`.
    #[must_use]
    pub fn factor(&self, epoch: f64, epochs: f64) -> f64 {
        self.factor_between(epoch, epoch, epochs)
    }

    /// The factor of the update that leads from `before` to `after`, both in epochs: a warm-up takes the end of it, so
    /// that its first update moves the weights and its last one has the whole rate; the rest takes its beginning.
    pub(crate) fn factor_between(&self, before: f64, after: f64, epochs: f64) -> f64 {
        if before < self.warmup {
            return (after / self.warmup).min(1.0);
        }
        let (epoch, epochs) = (before - self.warmup, epochs - self.warmup);
        match self.kind {
            Kind::Constant => 1.0,
            // A little more, for 0.3 / 0.1 is below 3.
            Kind::Step { every, factor } => factor.powf((epoch / every + 1e-9).floor()),
            Kind::Exponential { factor } => factor.powf(epoch),
            Kind::Cosine { minimum } => {
                let progress = if epochs > 0.0 { (epoch / epochs).min(1.0) } else { 1.0 };
                minimum + (1.0 - minimum) * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos())
            }
        }
    }

    /// Whether every hyperparameter is in its range.
    pub(crate) fn check(&self) -> Result<()> {
        let warmup = self.warmup;
        expect(warmup >= 0.0 && warmup.is_finite(), "warmup", "a number of epochs of 0 or more", warmup)?;
        let factor = |found: f64| expect(found > 0.0 && found.is_finite(), "factor", "a number above 0", found);
        match self.kind {
            Kind::Constant => Ok(()),
            Kind::Exponential { factor: found } => factor(found),
            Kind::Step { every, factor: found } => {
                expect(every > 0.0 && every.is_finite(), "every", "a number of epochs above 0", every)?;
                factor(found)
            }
            Kind::Cosine { minimum } => {
                expect((0.0..1.0).contains(&minimum), "minimum", "a share from 0 to below 1", minimum)
            }
        }
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
