//! The text of a checkpoint: lines of a name and a value, then the history as CSV. Each value is checked, for itself and
//! beside the others.

use std::fmt::Display;
use std::str::FromStr;

use crate::train::history::{Epoch, History};
use crate::train::plateau::Plateau;

/// The most updates that a counter in `f64` tells apart.
const UPDATES: u64 = 1 << 53;

/// What a text says.
pub(super) struct Text {
    pub(super) optimizer: String,
    pub(super) moments: usize,
    pub(super) updates: u64,
    pub(super) begin: usize,
    /// The best epoch, its number and its loss.
    pub(super) best: Option<(usize, f64)>,
    pub(super) plateau: Option<Plateau>,
    pub(super) history: History,
    /// The lines before the history.
    pub(super) lines: String,
}

impl Text {
    /// Reads a text, whose history is of `metric`.
    pub(super) fn read(text: &str, metric: &'static str) -> Result<Self, String> {
        let (lines, history) = text.split_at(text.find(History::FIRST).unwrap_or(text.len()));
        let history = History::from_csv(metric, history)?;
        let found = Lines(lines);
        found.check_names()?;
        let (updates, begin) = (found.value("updates")?, found.value("begin")?);
        let epochs = history.epochs();
        in_range("updates", updates, updates <= UPDATES, "a number up to 2^53")?;
        in_range("begin", begin, begin <= epochs.len(), format!("at most {}, the number of epochs", epochs.len()))?;
        check_epochs(epochs, begin, metric)?;
        Ok(Self {
            optimizer: found.value("optimizer")?,
            moments: found.value("moments")?,
            updates,
            begin,
            best: best(&found, epochs, begin)?,
            plateau: plateau(&found, epochs)?,
            lines: lines.to_owned(),
            history,
        })
    }
}

/// The best epoch is one of this fit, and no later one has a lower loss.
fn best(lines: &Lines<'_>, epochs: &[Epoch], begin: usize) -> Result<Option<(usize, f64)>, String> {
    let Some(number) = lines.optional::<usize>("best")? else { return Ok(None) };
    let of_this_fit = number > begin && number <= epochs.len();
    let expected = || format!("one of the epochs {} to {}", begin + 1, epochs.len());
    in_range("best", number, of_this_fit, expected())?;
    let loss = epochs[number - 1].decisive_loss();
    in_range("best", number, loss.is_finite(), "an epoch with a finite loss")?;
    let lower = epochs[number..].iter().find(|epoch| epoch.decisive_loss() < loss);
    lower.map_or(Ok(Some((number, loss))), |lower| {
        Err(format!("`best`: expected epoch {}, which has a lower loss, found {number}", lower.number))
    })
}

fn plateau(lines: &Lines<'_>, epochs: &[Epoch]) -> Result<Option<Plateau>, String> {
    let Some(lowest) = lines.optional::<f64>("lowest")? else { return Ok(None) };
    let (waited, factor) = (lines.value("waited")?, lines.value("factor")?);
    let had = lowest == f64::INFINITY || epochs.iter().any(|epoch| epoch.decisive_loss() == lowest);
    in_range("lowest", lowest, had, "the loss of an epoch")?;
    in_range("waited", waited, waited <= epochs.len(), format!("at most {}, the number of epochs", epochs.len()))?;
    in_range("factor", factor, factor > 0.0 && factor <= 1.0, "a number above 0, at most 1")?;
    Ok(Some(Plateau { lowest, waited, factor }))
}

/// Figures that a training can have. An epoch that diverged ends its fit, so that those of this fit have not.
fn check_epochs(epochs: &[Epoch], begin: usize, metric: &str) -> Result<(), String> {
    for epoch in epochs {
        let number = epoch.number;
        let of_epoch = |name: &str| format!("epoch {number}, `{name}`");
        let rate = epoch.learning_rate;
        in_range(&of_epoch("learning_rate"), rate, rate >= 0.0 && rate.is_finite(), "a finite number of 0 or more")?;
        let seconds = epoch.seconds;
        in_range(&of_epoch("seconds"), seconds, seconds >= 0.0 && seconds.is_finite(), "a finite number of 0 or more")?;
        in_range(&of_epoch("loss"), epoch.loss, number <= begin || epoch.loss.is_finite(), "a finite number")?;
        if epoch.validation_metric.is_some() && epoch.validation_loss.is_none() {
            return Err(format!(
                "epoch {number}: expected a validation loss beside the validation {metric}, found none"
            ));
        }
        for value in [epoch.metric, epoch.validation_metric].into_iter().flatten().filter(|_| metric == "accuracy") {
            in_range(&of_epoch(metric), value, (0.0..=1.0).contains(&value), "a share from 0 to 1")?;
        }
    }
    Ok(())
}

fn in_range(name: &str, value: impl Display, holds: bool, expected: impl Display) -> Result<(), String> {
    let name = if name.contains('`') { name.to_owned() } else { format!("`{name}`") };
    if holds { Ok(()) } else { Err(format!("{name}: expected {expected}, found {value}")) }
}

/// Names and values, a line each.
pub(super) struct Lines<'t>(pub(super) &'t str);

impl<'t> Lines<'t> {
    fn pairs(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        self.0.lines().map(|line| line.split_once(' ').unwrap_or((line, "")))
    }

    /// The value of a name as it is written.
    pub(super) fn raw(&self, name: &str) -> Option<&'t str> {
        self.pairs().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    fn optional<T: FromStr<Err: Display>>(&self, name: &str) -> Result<Option<T>, String> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        let value = value.parse().map_err(|error| format!("`{name}`: expected a number, found `{value}`: {error}"))?;
        Ok(Some(value))
    }

    fn value<T: FromStr<Err: Display>>(&self, name: &str) -> Result<T, String> {
        self.optional(name)?.ok_or_else(|| format!("expected a line with `{name}` in `trainer`"))
    }

    /// No name is there twice.
    fn check_names(&self) -> Result<(), String> {
        let names: Vec<&str> = self.pairs().map(|(name, _)| name).collect();
        let twice = names.iter().enumerate().find(|(i, name)| names[..*i].contains(name));
        twice.map_or(Ok(()), |(_, name)| Err(format!("expected one line with `{name}` in `trainer`, found two")))
    }
}
