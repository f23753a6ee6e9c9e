//! What training was like, epoch by epoch: a table, a CSV file, a plot.

mod table;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::{Error, Result};

/// One pass over the training rows. Figures are pooled over all rows of the epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Epoch {
    /// Counted from 1.
    pub number: usize,
    /// The training loss, in training mode: see [`History`].
    pub loss: f64,
    /// The metric on the training rows, in training mode.
    pub metric: Option<f64>,
    /// The loss on the validation set after the epoch, in prediction mode.
    pub validation_loss: Option<f64>,
    /// The metric on the validation set after the epoch, in prediction mode.
    pub validation_metric: Option<f64>,
    /// The learning rate of its last update.
    pub learning_rate: f64,
    /// How long it took, validation included; 0 where the target has no clock (`wasm32-unknown-unknown`).
    pub seconds: f64,
}

impl Epoch {
    /// An epoch with its training loss, for a [`History`] of your own; the other figures are set afterwards.
    ///
    /// ```
    /// let mut epoch = mlp::Epoch::new(1, 0.61);
    /// epoch.metric = Some(0.81);
    /// ```
    #[must_use]
    pub const fn new(number: usize, loss: f64) -> Self {
        Self {
            number,
            loss,
            metric: None,
            validation_loss: None,
            validation_metric: None,
            learning_rate: 0.0,
            seconds: 0.0,
        }
    }

    /// The validation loss, or the training loss without validation: the lower it is, the better the epoch.
    pub(crate) fn decisive_loss(&self) -> f64 {
        self.validation_loss.unwrap_or(self.loss)
    }

    /// A line of [`History::csv`].
    #[cfg(feature = "files")]
    fn from_csv(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split(',').collect();
        let [number, loss, metric, validation_loss, validation_metric, learning_rate, seconds] = cells[..] else {
            return None;
        };
        let cell = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        Some(Self {
            number: number.parse().ok()?,
            loss: loss.parse().ok()?,
            metric: cell(metric)?,
            validation_loss: cell(validation_loss)?,
            validation_metric: cell(validation_metric)?,
            learning_rate: learning_rate.parse().ok()?,
            seconds: seconds.parse().ok()?,
        })
    }
}

/// The epochs of a training run, in order. Printed, it is a table.
///
/// Training figures are gathered while training: dropout is active and the weights change during the epoch, so that
/// they can be worse than validation figures, which are taken afterwards, in prediction mode.
///
/// ```
/// use mlp_runtime::{Epoch, History};
///
/// let mut history = History::new("accuracy");
/// history.push(Epoch::new(1, 0.61));
/// assert_eq!(history.last().map(|epoch| epoch.loss), Some(0.61));
/// println!("{history}");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    metric: &'static str,
    epochs: Vec<Epoch>,
    stop: Option<Stop>,
    kept: Option<usize>,
}

/// Why a [`fit`](crate::Trainer::fit) ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// It trained all epochs.
    Epochs,
    /// So many epochs brought no lower loss: see [`early_stopping`](crate::Trainer::early_stopping).
    EarlyStopping {
        /// The number of epochs.
        patience: usize,
    },
    /// The [callback](crate::Trainer::callback) said so.
    Callback,
    /// The loss or the weights became NaN or infinite.
    Diverged,
}

impl History {
    /// A history without epochs yet. `metric` is the name of the epochs' metric.
    #[must_use]
    pub fn new(metric: &'static str) -> Self {
        Self { metric, epochs: Vec::new(), stop: None, kept: None }
    }

    /// One epoch more.
    pub fn push(&mut self, epoch: Epoch) {
        self.epochs.push(epoch);
    }

    /// All epochs, the first one first.
    #[must_use]
    pub fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// The name of the metric, `accuracy` for example.
    #[must_use]
    pub fn metric(&self) -> &'static str {
        self.metric
    }

    /// The last epoch.
    #[must_use]
    pub fn last(&self) -> Option<&Epoch> {
        self.epochs.last()
    }

    /// Why the last fit ended; `None` while it has not, and if something else failed.
    #[must_use]
    pub fn stop(&self) -> Option<Stop> {
        self.stop
    }

    /// The number of the epoch whose weights the last fit left in the network, where it chose one: the best epoch with
    /// [`early_stopping`](crate::Trainer::early_stopping), and the one before a training diverged.
    #[must_use]
    pub fn kept(&self) -> Option<usize> {
        self.kept
    }

    /// A fit has ended, or another has begun.
    pub(crate) fn end(&mut self, stop: Option<Stop>, kept: Option<usize>) {
        (self.stop, self.kept) = (stop, kept);
    }

    /// The epoch of the lowest validation loss, or of the lowest training loss if nothing was validated; the first of
    /// equals, and never one whose loss is not a number.
    #[must_use]
    pub fn best(&self) -> Option<&Epoch> {
        let validated = self.epochs.iter().any(|epoch| epoch.validation_loss.is_some());
        let losses = self.epochs.iter().filter_map(|epoch| {
            let loss = if validated { epoch.validation_loss } else { Some(epoch.loss) };
            loss.filter(|loss| !loss.is_nan()).map(|loss| (loss, epoch))
        });
        losses.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, epoch)| epoch)
    }

    /// Writes a CSV file: `epoch`, `loss`, the metric, `validation_loss`, `validation_` and the metric,
    /// `learning_rate`, `seconds`, in full precision; a cell is empty where there is no figure.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be written.
    pub fn write_csv(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        std::fs::write(path, self.csv()).map_err(|source| Error::File { path: path.into(), source })
    }

    /// The epochs after the first `epochs`.
    pub(crate) fn since(&self, epochs: usize) -> Self {
        Self { epochs: self.epochs.get(epochs..).unwrap_or_default().to_vec(), ..*self }
    }

    /// What a CSV file begins with.
    #[cfg(feature = "files")]
    pub(crate) const FIRST: &str = "epoch,";

    /// The lines of [`write_csv`](Self::write_csv).
    pub(crate) fn csv(&self) -> String {
        let metric = self.metric;
        let mut text = format!("epoch,loss,{metric},validation_loss,validation_{metric},learning_rate,seconds\n");
        let cell = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        for epoch in &self.epochs {
            let cells = [
                epoch.number.to_string(),
                epoch.loss.to_string(),
                cell(epoch.metric),
                cell(epoch.validation_loss),
                cell(epoch.validation_metric),
                epoch.learning_rate.to_string(),
                epoch.seconds.to_string(),
            ];
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        text
    }

    /// The history that [`csv`](Self::csv) is of, or what is wrong with it.
    #[cfg(feature = "files")]
    pub(crate) fn from_csv(metric: &'static str, text: &str) -> Result<Self, String> {
        let mut history = Self::new(metric);
        let mut lines = text.lines();
        let (expected, found) = (history.csv(), lines.next().unwrap_or_default());
        if expected.trim_end() != found {
            return Err(format!("expected a history of `{}`, found `{found}`", expected.trim_end()));
        }
        for line in lines {
            let epoch = Epoch::from_csv(line).filter(|epoch| epoch.number == history.epochs.len() + 1);
            history.push(epoch.ok_or_else(|| format!("expected the next epoch of the history, found `{line}`"))?);
        }
        Ok(history)
    }
}
