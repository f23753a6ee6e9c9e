//! The text of a checkpoint: lines of a name and a value, then the history as CSV. Each value is checked, for itself
//! and beside the others.

use std::fmt::Display;
use std::str::FromStr;

use crate::train::history::{Epoch, History};
use crate::train::plateau::Plateau;

/// The largest number of updates that an `f64` can count.
const UPDATES: u64 = 1 << 53;

/// The contents of a text.
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

/// The best epoch is one of this fit.
fn best(lines: &Lines<'_>, epochs: &[Epoch], begin: usize) -> Result<Option<(usize, f64)>, String> {
    let Some(number) = lines.optional::<usize>("best")? else { return Ok(None) };
    let of_this_fit = number > begin && number <= epochs.len();
    let expected = || format!("one of the epochs {} to {}", begin + 1, epochs.len());
    in_range("best", number, of_this_fit, expected())?;
    let loss = epochs[number - 1].decisive_loss();
    in_range("best", number, loss.is_finite(), "an epoch with a finite loss")?;
    check_lowest("best", epochs, number)?;
    Ok(Some((number, loss)))
}

/// What the epochs have made of the learning rate. The losses of some may be of another kind, or of a fit that did not
/// look at them; those since the lowest are not.
fn plateau(lines: &Lines<'_>, epochs: &[Epoch]) -> Result<Option<Plateau>, String> {
    let Some(lowest) = lines.optional::<f64>("lowest")? else {
        let lost = ["waited", "factor"].into_iter().find(|name| lines.raw(name).is_some());
        return lost.map_or(Ok(None), |name| Err(format!("expected a line with `lowest` beside `{name}`")));
    };
    let (waited, factor) = (lines.value("waited")?, lines.value("factor")?);
    let mut most = epochs.len();
    if lowest < f64::INFINITY {
        let of = |epoch: &&Epoch| epoch.decisive_loss() == lowest;
        let Some(last) = epochs.iter().rfind(of) else {
            return Err(format!("`lowest`: expected the loss of an epoch, found {lowest}"));
        };
        check_lowest("lowest", epochs, last.number)?;
        let reached = epochs.iter().rfind(|epoch| epoch.decisive_loss() < lowest || is_other(epochs, epoch));
        let since = reached.map_or(0, |epoch| epoch.number);
        most -= epochs[since..].iter().find(of).map_or(last.number, |first| first.number);
    } else {
        let none_lower = epochs.last().is_none_or(|last| !last.decisive_loss().is_finite()) || waited == 0;
        in_range("lowest", lowest, lowest == f64::INFINITY && none_lower, "the loss of an epoch")?;
    }
    in_range("waited", waited, waited <= most, format!("at most {most}, the number of epochs since the lowest loss"))?;
    let expected = if epochs.is_empty() { "1 before the first epoch" } else { "a number above 0, at most 1" };
    in_range("factor", factor, factor == 1.0 || (factor > 0.0 && factor < 1.0 && !epochs.is_empty()), expected)?;
    Ok(Some(Plateau { lowest, waited, factor }))
}

/// No later epoch has a lower loss than epoch `number`, or one of another kind: training or validation.
fn check_lowest(name: &str, epochs: &[Epoch], number: usize) -> Result<(), String> {
    let Some((epoch, later)) = epochs.get(number - 1..).and_then(<[Epoch]>::split_first) else { return Ok(()) };
    if let Some(lower) = later.iter().find(|later| later.decisive_loss() < epoch.decisive_loss()) {
        return Err(format!("`{name}`: expected epoch {}, which has a lower loss, found {number}", lower.number));
    }
    let other = later.iter().any(|later| later.validation_loss.is_some() != epoch.validation_loss.is_some());
    in_range(name, number, !other, "an epoch since which all have a validation loss, or none")
}

/// Whether the loss of an epoch is of another kind than the last one's.
fn is_other(epochs: &[Epoch], epoch: &Epoch) -> bool {
    epochs.last().is_some_and(|last| last.validation_loss.is_some() != epoch.validation_loss.is_some())
}

/// Checks the figures. An epoch that diverged ends its fit, so the epochs of this fit did not diverge.
fn check_epochs(epochs: &[Epoch], begin: usize, metric: &str) -> Result<(), String> {
    for epoch in epochs {
        let number = epoch.number;
        let of_epoch = |name: &str| format!("epoch {number}, `{name}`");
        let rate = epoch.learning_rate;
        in_range(&of_epoch("learning_rate"), rate, rate >= 0.0 && rate.is_finite(), "a finite number of 0 or more")?;
        let seconds = epoch.seconds;
        in_range(&of_epoch("seconds"), seconds, seconds >= 0.0 && seconds.is_finite(), "a finite number of 0 or more")?;
        in_range(&of_epoch("loss"), epoch.loss, number <= begin || epoch.loss.is_finite(), "a finite number")?;
        if epoch.metric.is_none() {
            return Err(format!("epoch {number}: expected its {metric}, found none"));
        }
        if epoch.validation_metric.is_some() != epoch.validation_loss.is_some() {
            return Err(format!(
                "epoch {number}: expected a validation loss and a validation {metric}, found only one"
            ));
        }
        let accuracy = metric == "accuracy";
        for value in [epoch.metric, epoch.validation_metric].into_iter().flatten() {
            let (holds, expected) = match accuracy {
                true => ((0.0..=1.0).contains(&value), "a share from 0 to 1"),
                false => (value >= 0.0 || value.is_nan(), "a number of 0 or more"),
            };
            in_range(&of_epoch(metric), value, holds, expected)?;
        }
        // The losses of classifiers are costs; rounding may leave a little below 0.
        for loss in [Some(epoch.loss), epoch.validation_loss].into_iter().flatten().filter(|_| accuracy) {
            in_range(&of_epoch("loss"), loss, loss >= -1e-3 || loss.is_nan(), "a number of 0 or more")?;
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

    /// The value of a name, as written.
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

    /// Checks that no name occurs twice.
    fn check_names(&self) -> Result<(), String> {
        let names: Vec<&str> = self.pairs().map(|(name, _)| name).collect();
        let twice = names.iter().enumerate().find(|(i, name)| names[..*i].contains(name));
        twice.map_or(Ok(()), |(_, name)| Err(format!("expected one line with `{name}` in `trainer`, found two")))
    }
}
