//! Class weights: how much the rows of each class count in the loss.

use crate::error::expect;
use crate::{Error, Result};

/// A weight for each class, and the class of a target.
pub(crate) struct ClassWeights<Y> {
    /// As the user gave them.
    given: Vec<f64>,
    /// The weights times a power of two that brings the largest to 1..2, so that no sum overflows. The loss divides by
    /// the sum, so no bit of it depends on this factor.
    weights: Vec<f64>,
    class: fn(&Y) -> usize,
}

impl<Y> ClassWeights<Y> {
    pub(crate) fn new(given: Vec<f64>, class: fn(&Y) -> usize) -> Self {
        let largest = given.iter().copied().fold(0.0, f64::max);
        // Two factors, because a single one that brings 1e-310 to 1 would be infinite.
        let half = (-largest.log2().floor() / 2.0).clamp(-1000.0, 1000.0);
        let factors = [half.floor(), half.ceil()].map(f64::exp2);
        let weights = given.iter().map(|weight| weight * factors[0] * factors[1]).collect();
        Self { given, weights, class }
    }

    /// Checks that they can be used.
    pub(crate) fn check(&self) -> Result<()> {
        self.given.iter().try_for_each(|&weight| {
            expect(weight >= 0.0 && weight.is_finite(), "class_weights", "numbers of 0 or more", weight)
        })
    }

    /// As the user gave them.
    #[cfg(feature = "files")]
    pub(crate) fn given(&self) -> &[f64] {
        &self.given
    }

    /// Checks that the weights of a dataset's rows are not all 0; `expected` names the dataset in the error.
    pub(crate) fn check_set(&self, targets: &[Y], expected: &'static str) -> Result<()> {
        if targets.iter().any(|target| self.of(target) > 0.0) {
            return Ok(());
        }
        Err(Error::Hyperparameter { name: "class_weights", expected, found: 0.0 })
    }

    /// Replaces the contents of `to` by the weights of rows.
    pub(crate) fn of_rows(&self, targets: &[Y], to: &mut Vec<f64>) {
        to.clear();
        to.extend(targets.iter().map(|target| self.of(target)));
    }

    fn of(&self, target: &Y) -> f64 {
        self.weights.get((self.class)(target)).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn their_size_does_not_matter() {
        for size in [f64::MIN_POSITIVE / 8.0, 1e-310, 1e-9, 0.3, 1.0, 1e9, 5e307, f64::MAX / 3.5] {
            let weights = ClassWeights::<usize>::new(vec![size, 0.0, 3.0 * size], |class| *class);
            let mut found = Vec::new();
            weights.of_rows(&[0, 1, 2], &mut found);
            assert!((1.0..2.0).contains(&found[2]), "{size}: {found:?}");
            assert!((found[2] / found[0] - 3.0).abs() < 1e-2, "{size}: {found:?}"); // 1e-310 has 14 digits, 2^-1025 three bits
            assert_eq!(found[1], 0.0);
        }
        assert!(ClassWeights::<usize>::new(vec![0.0; 3], |class| *class).check_set(&[0, 1], "more").is_err());
    }
}
