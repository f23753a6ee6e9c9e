//! Learning-rate schedules: how the rate goes on over the epochs of training, update by update.

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
    course: Course,
    warmup: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Course {
    Constant,
    Step { every: f64, factor: f64 },
    Exponential { factor: f64 },
    Cosine { minimum: f64 },
}

impl Schedule {
    /// The learning rate as it is.
    #[must_use]
    pub const fn constant() -> Self {
        Self { course: Course::Constant, warmup: 0.0 }
    }

    /// Times `factor` after every `every` epochs (PyTorch's `StepLR`, Keras's piecewise decay).
    #[must_use]
    pub const fn step(every: f64, factor: f64) -> Self {
        Self { course: Course::Step { every, factor }, warmup: 0.0 }
    }

    /// Times `factor` an epoch, continuously (PyTorch's `ExponentialLR` between its steps).
    #[must_use]
    pub const fn exponential(factor: f64) -> Self {
        Self { course: Course::Exponential { factor }, warmup: 0.0 }
    }

    /// Down to 0 along half a cosine over all epochs (Loshchilov & Hutter, 2017).
    #[must_use]
    pub const fn cosine() -> Self {
        Self { course: Course::Cosine { minimum: 0.0 }, warmup: 0.0 }
    }

    /// Where a cosine ends, as a share of the learning rate, 0 to below 1; no other schedule has it.
    #[must_use]
    pub const fn minimum(self, minimum: f64) -> Self {
        match self.course {
            Course::Cosine { .. } => Self { course: Course::Cosine { minimum }, ..self },
            _ => self,
        }
    }

    /// Begins with `epochs` epochs in which the rate grows from 0 in a line; the schedule's own course follows.
    #[must_use]
    pub const fn warmup(self, epochs: f64) -> Self {
        Self { warmup: epochs, ..self }
    }

    /// The factor after `epoch` epochs of `epochs`.
    #[must_use]
    pub fn factor(&self, epoch: f64, epochs: f64) -> f64 {
        if epoch < self.warmup {
            return epoch / self.warmup;
        }
        let (epoch, epochs) = (epoch - self.warmup, epochs - self.warmup);
        match self.course {
            Course::Constant => 1.0,
            // A little more, for 0.3 / 0.1 is below 3.
            Course::Step { every, factor } => factor.powf((epoch / every + 1e-9).floor()),
            Course::Exponential { factor } => factor.powf(epoch),
            Course::Cosine { minimum } => {
                let way = if epochs > 0.0 { (epoch / epochs).min(1.0) } else { 1.0 };
                minimum + (1.0 - minimum) * 0.5 * (1.0 + (std::f64::consts::PI * way).cos())
            }
        }
    }

    /// Whether every hyperparameter is in its range.
    pub(crate) fn check(&self) -> Result<()> {
        let warmup = self.warmup;
        expect(warmup >= 0.0 && warmup.is_finite(), "warmup", "a number of epochs of 0 or more", warmup)?;
        let factor = |found: f64| expect(found > 0.0 && found.is_finite(), "factor", "a number above 0", found);
        match self.course {
            Course::Constant => Ok(()),
            Course::Exponential { factor: found } => factor(found),
            Course::Step { every, factor: found } => {
                expect(every > 0.0 && every.is_finite(), "every", "a number of epochs above 0", every)?;
                factor(found)
            }
            Course::Cosine { minimum } => {
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
