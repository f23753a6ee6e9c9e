//! A history as text: a line per epoch, then how the training ended.

use std::fmt::{self, Write};

use super::{Epoch, History, Stop};
use crate::metrics::figure;

/// The head of a column, and an epoch's cell.
type Column = (String, fn(&Epoch) -> Option<String>);

impl History {
    /// How the last fit ended, as a sentence, unless it trained all epochs.
    pub(crate) fn ending(&self) -> Option<String> {
        let last = self.last()?.number;
        let validated = self.last().is_some_and(|epoch| epoch.validation_loss.is_some());
        let loss = if validated { "validation loss" } else { "loss" };
        let why = match self.stop? {
            Stop::Epochs => self.kept.map(|_| format!("all {last} epochs trained"))?,
            Stop::EarlyStopping { patience } => {
                let epochs = if patience == 1 { "epoch" } else { "epochs" };
                format!("early stopping after epoch {last}: no lower {loss} for {patience} {epochs}")
            }
            Stop::Callback => format!("ended by the callback after epoch {last}"),
            Stop::Diverged => format!("diverged in epoch {last}"),
        };
        let kept = match (self.kept, self.stop) {
            (Some(kept), Some(Stop::Diverged)) => format!("; the weights are those of epoch {kept}"),
            (Some(kept), _) if kept == last => {
                format!("; the weights are those of epoch {kept}, the last and best one")
            }
            (Some(kept), _) => format!("; the weights are those of epoch {kept}, the best one"),
            (None, Some(Stop::Diverged)) => "; the weights are those from before it".into(),
            (None, _) => String::new(),
        };
        Some(why + &kept)
    }

    /// The columns that contain figures. The learning rate is one if it changes.
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
            let mark = if self.kept == Some(epoch.number) { "  kept" } else { "" };
            writeln!(f, "  {:>8.2}{mark}", epoch.seconds)?;
        }
        if let Some(ending) = self.ending() {
            writeln!(f, "{ending}")?;
        }
        write!(f, "training figures are of training mode: dropout active, weights changing during the epoch")?;
        if self.epochs.iter().any(|epoch| epoch.validation_loss.is_some()) {
            write!(f, ";\nvalidation figures are of prediction mode, after the epoch")?;
        }
        Ok(())
    }
}
