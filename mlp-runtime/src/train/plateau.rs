//! A learning rate that is reduced when the loss stops falling.

/// The learning rate times `factor` after every `patience` epochs without a lower loss.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReduceOnPlateau {
    pub(super) factor: f64,
    pub(super) patience: usize,
}

/// The state of these reductions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plateau {
    pub(super) lowest: f64,
    /// Epochs since the best one, or since the last reduction.
    pub(super) waited: usize,
    /// The factor on the learning rate.
    pub(super) factor: f64,
}

impl Default for Plateau {
    fn default() -> Self {
        Self { lowest: f64::INFINITY, waited: 0, factor: 1.0 }
    }
}

impl Plateau {
    /// Called after each epoch.
    pub(super) fn epoch(&mut self, loss: f64, rule: ReduceOnPlateau) {
        if loss < self.lowest {
            (self.lowest, self.waited) = (loss, 0);
            return;
        }
        self.waited += 1;
        if self.waited >= rule.patience {
            self.waited = 0;
            self.factor *= rule.factor;
        }
    }

    /// Called when losses of another kind follow.
    pub(super) fn forget(&mut self) {
        *self = Self { factor: self.factor, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PyTorch's `ReduceLROnPlateau(factor=0.5, patience=2, threshold=0)`, whose patience is one less.
    #[test]
    fn falls_when_pytorchs_does() {
        let losses = [1.0, 0.9, 0.9, 0.95, 0.91, 0.8, 0.85, 0.8, f64::NAN, 0.81, 0.82, 0.83, 0.7, 0.75, 0.75, 0.69];
        let expected = [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.125, 0.125];
        let mut plateau = Plateau::default();
        for (epoch, (loss, expected)) in losses.into_iter().zip(expected).enumerate() {
            plateau.epoch(loss, ReduceOnPlateau { factor: 0.5, patience: 3 });
            assert_eq!(plateau.factor, expected, "after epoch {}", epoch + 1);
        }
    }
}
