//! A learning rate that falls where the loss does not.

use crate::history::History;

/// The learning rate times `factor` after every `patience` epochs without a lower loss.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReduceOnPlateau {
    pub(super) factor: f64,
    pub(super) patience: usize,
}

/// Where that has brought the learning rate.
pub(super) struct Plateau {
    rule: ReduceOnPlateau,
    lowest: f64,
    waited: usize,
    factor: f64,
}

impl ReduceOnPlateau {
    /// After these epochs.
    pub(super) fn after(self, history: &History) -> Plateau {
        let mut plateau = Plateau { rule: self, lowest: f64::INFINITY, waited: 0, factor: 1.0 };
        history.epochs().iter().for_each(|epoch| plateau.epoch(epoch.decisive_loss()));
        plateau
    }
}

impl Plateau {
    /// After one epoch more.
    pub(super) fn epoch(&mut self, loss: f64) {
        if loss < self.lowest {
            (self.lowest, self.waited) = (loss, 0);
            return;
        }
        self.waited += 1;
        if self.waited == self.rule.patience {
            self.waited = 0;
            self.factor *= self.rule.factor;
        }
    }

    /// What the learning rate is multiplied by.
    pub(super) fn factor(&self) -> f64 {
        self.factor
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Epoch;

    /// PyTorch's `ReduceLROnPlateau(factor=0.5, patience=2, threshold=0)`, whose patience is one less; and that of Keras.
    #[test]
    fn falls_when_pytorchs_does() {
        let losses = [1.0, 0.9, 0.9, 0.95, 0.91, 0.8, 0.85, 0.8, f64::NAN, 0.81, 0.82, 0.83, 0.7, 0.75, 0.75, 0.69];
        let expected = [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.125, 0.125];
        let mut history = History::new("accuracy");
        for (i, (loss, expected)) in losses.into_iter().zip(expected).enumerate() {
            history.push(Epoch {
                number: i + 1,
                loss,
                metric: None,
                validation_loss: None,
                validation_metric: None,
                seconds: 0.0,
            });
            let plateau = ReduceOnPlateau { factor: 0.5, patience: 3 }.after(&history);
            assert_eq!(plateau.factor(), expected, "after epoch {}", i + 1);
        }
    }
}
