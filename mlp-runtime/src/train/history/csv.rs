//! A history as a CSV file, and back.

use std::path::Path;

use super::{Epoch, History};
use crate::{Error, Result};

impl History {
    /// Writes a CSV file in full precision, with the columns `epoch`, `loss`, the metric (such as `accuracy`),
    /// `validation_loss`, the validation metric (`validation_accuracy`), `learning_rate`, and `seconds`. A cell is
    /// empty if there is no figure.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be written.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// # let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("loss.csv");
    /// Trainer::new(&mut model).fit(&train)?.write_csv(&path)?;
    /// let text = std::fs::read_to_string(&path)?;
    /// assert!(text.starts_with("epoch,loss,mae,validation_loss,validation_mae,learning_rate,seconds\n1,"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_csv(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        std::fs::write(path, self.csv()).map_err(|source| Error::File { path: path.into(), source })
    }

    /// The beginning of a CSV file.
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

    /// Reads what [`csv`](Self::csv) wrote, or says what is wrong with it.
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

impl Epoch {
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
