//! How much the rows of each class count in the loss.

use crate::Result;
use crate::error::expect;

/// A weight for each class, and which class a target is.
pub(crate) struct ClassWeights<Y> {
    weights: Vec<f64>,
    class: fn(&Y) -> usize,
}

impl<Y> ClassWeights<Y> {
    pub(crate) fn new(weights: Vec<f64>, class: fn(&Y) -> usize) -> Self {
        Self { weights, class }
    }

    /// Whether they can be used.
    pub(crate) fn check(&self) -> Result<()> {
        self.weights.iter().try_for_each(|&weight| {
            expect(weight >= 0.0 && weight.is_finite(), "class_weights", "numbers of 0 or more", weight)
        })
    }

    /// Those of rows, in place of what `to` holds.
    pub(crate) fn of_rows(&self, targets: &[Y], to: &mut Vec<f64>) {
        to.clear();
        to.extend(targets.iter().map(|target| self.weights.get((self.class)(target)).copied().unwrap_or(1.0)));
    }
}
