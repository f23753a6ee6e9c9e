//! What training was like, epoch by epoch: a table, a CSV file, a plot.

use std::fmt::{self, Write};
use std::path::Path;

use crate::metrics::figure;
use crate::{Error, Result};

/// One pass over the training rows. Figures are pooled over all rows of the epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
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
/// history.push(Epoch {
///     number: 1,
///     loss: 0.61,
///     metric: Some(0.81),
///     validation_loss: Some(0.48),
///     validation_metric: Some(0.85),
///     learning_rate: 1e-3,
///     seconds: 0.2,
/// });
/// assert_eq!(history.last().map(|epoch| epoch.loss), Some(0.61));
/// println!("{history}");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    metric: &'static str,
    epochs: Vec<Epoch>,
}

/// The head of a column, and what stands in an epoch's line.
type Column = (String, fn(&Epoch) -> Option<String>);

impl History {
    /// A history without epochs yet. `metric` is the name of the epochs' metric.
    #[must_use]
    pub fn new(metric: &'static str) -> Self {
        Self { metric, epochs: Vec::new() }
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
        Self { metric: self.metric, epochs: self.epochs.get(epochs..).unwrap_or_default().to_vec() }
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

    /// The columns of the table that have a figure in them; that of the learning rate if it changes.
    fn columns(&self) -> Vec<Column> {
        let all: [Column; 5] = [
            ("loss".into(), |epoch| Some(figure(epoch.loss))),
            (self.metric.into(), |epoch| epoch.metric.map(figure)),
            ("validation loss".into(), |epoch| epoch.validation_loss.map(figure)),
            (format!("validation {}", self.metric), |epoch| epoch.validation_metric.map(figure)),
            ("learning rate".into(), |epoch| Some(format!("{:.3e}", epoch.learning_rate))),
        ];
        let used = |(_, value): &Column| self.epochs.iter().any(|epoch| value(epoch).is_some());
        let constant = self.epochs.windows(2).all(|two| two[0].learning_rate == two[1].learning_rate);
        all.into_iter().take(if constant { 4 } else { 5 }).filter(used).collect()
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns();
        let mut head = format!("{:>5}", "epoch");
        for (name, _) in &columns {
            write!(head, "  {name:>10}")?;
        }
        writeln!(f, "{head}  {:>8}", "seconds")?;
        for epoch in &self.epochs {
            write!(f, "{:>5}", epoch.number)?;
            for (name, value) in &columns {
                let width = name.len().max(10);
                let value = value(epoch).unwrap_or_else(|| "-".into());
                write!(f, "  {value:>width$}")?;
            }
            writeln!(f, "  {:>8.2}", epoch.seconds)?;
        }
        write!(f, "training figures are of training mode: dropout active, weights changing during the epoch")?;
        if self.epochs.iter().any(|epoch| epoch.validation_loss.is_some()) {
            write!(f, ";\nvalidation figures are of prediction mode, after the epoch")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(number: usize, loss: f64, validation_loss: Option<f64>) -> Epoch {
        Epoch {
            number,
            loss,
            metric: Some(0.5),
            validation_loss,
            validation_metric: validation_loss.map(|_| 0.25),
            learning_rate: 0.5,
            seconds: 0.125,
        }
    }

    fn history(losses: &[(f64, Option<f64>)]) -> History {
        let mut history = History::new("accuracy");
        for (i, &(loss, validation)) in losses.iter().enumerate() {
            history.push(epoch(i + 1, loss, validation));
        }
        history
    }

    #[test]
    fn best_and_last() {
        let number = |epoch: Option<&Epoch>| epoch.map(|epoch| epoch.number);
        assert_eq!(number(history(&[]).best()), None);
        assert_eq!(number(history(&[(f64::NAN, None)]).best()), None);
        assert_eq!(number(history(&[(2.0, None), (1.0, None), (1.0, None)]).best()), Some(2));
        let validated = history(&[(9.0, Some(f64::NAN)), (2.0, Some(1.0)), (1.0, Some(3.0))]);
        assert_eq!((number(validated.best()), number(validated.last())), (Some(2), Some(3)));
    }

    #[test]
    fn table() {
        assert_eq!(
            history(&[(0.7, Some(1e-7)), (f64::NAN, None)]).to_string(),
            "\
epoch        loss    accuracy  validation loss  validation accuracy   seconds
    1      0.7000      0.5000         1.000e-7               0.2500      0.12
    2         NaN      0.5000                -                    -      0.12
training figures are of training mode: dropout active, weights changing during the epoch;
validation figures are of prediction mode, after the epoch"
        );
        assert!(history(&[(0.7, None)]).to_string().starts_with("epoch        loss    accuracy   seconds\n"));
        let mut falling = history(&[(0.7, None)]);
        falling.push(Epoch { learning_rate: 0.00125, ..epoch(2, 0.6, None) });
        assert!(falling.to_string().starts_with(
            "\
epoch        loss    accuracy  learning rate   seconds
    1      0.7000      0.5000       5.000e-1      0.12
    2      0.6000      0.5000       1.250e-3      0.12
"
        ));
    }

    #[test]
    fn csv() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.csv");
        history(&[(0.1, None), (1e-9, Some(0.5))]).write_csv(&path).unwrap();
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            "epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds\n\
             1,0.1,0.5,,,0.5,0.125\n2,0.000000001,0.5,0.5,0.25,0.5,0.125\n"
        );
        let error = history(&[]).write_csv(folder.path()).unwrap_err();
        assert!(matches!(error, Error::File { .. }));
    }
}
