//! How training goes on, on the standard error stream: a line an epoch, or every few epochs of many; a bar too where it
//! is a terminal.

use std::io::{IsTerminal, Write, stderr};
use std::time::Duration;

use super::settings::Settings;
use crate::train::clock::Instant;
use crate::train::history::Epoch;

/// Cells of the bar.
const WIDTH: usize = 24;

/// How many epochs have a line each; of more, every second, fifth, tenth, … has one, so that a screen shows them all.
const LINES: usize = 25;

/// How often the bar is drawn again.
const EVERY: Duration = Duration::from_millis(100);

pub(super) struct Progress {
    bar: bool,
    lines: bool,
    /// The number of the epoch under way, and of the last one.
    epoch: usize,
    last: usize,
    /// The epochs before these.
    done: usize,
    /// Whether training may end before the last.
    open: bool,
    drawn: Instant,
    /// The line of an epoch that was none of those that have one.
    pending: Option<String>,
}

impl Progress {
    pub(super) fn new(settings: &Settings, done: usize, last: usize) -> Self {
        Self {
            bar: settings.progress && stderr().is_terminal(),
            lines: settings.progress,
            epoch: done + 1,
            last,
            done,
            open: settings.patience.is_some(),
            drawn: Instant::now(),
            pending: None,
        }
    }

    /// After a batch that ended with row `done` of `rows`.
    pub(super) fn rows(&mut self, done: usize, rows: usize, loss: f64) {
        if !self.bar || self.drawn.elapsed() < EVERY {
            return;
        }
        self.drawn = Instant::now();
        let filled = done * WIDTH / rows.max(1);
        let (full, empty) = ("█".repeat(filled), "░".repeat(WIDTH - filled));
        // A closed stream is no reason to stop training.
        let _ = write!(stderr(), "\r\x1b[Kepoch {}/{} {full}{empty} loss {loss:.4}", self.epoch, self.last);
    }

    /// After an epoch.
    pub(super) fn epoch(&mut self, epoch: &Epoch, metric: &str) {
        self.epoch += 1;
        if !self.lines {
            return;
        }
        let mut line = format!("epoch {}/{}  loss {:.4}", epoch.number, self.last, epoch.loss);
        for (name, value) in [
            (metric, epoch.metric),
            ("validation loss", epoch.validation_loss),
            ("validation metric", epoch.validation_metric),
        ] {
            if let Some(value) = value {
                let name = name.replace("metric", metric);
                line += &format!("  {name} {value:.4}");
            }
        }
        self.pending = Some(format!("{line}  {:.1} s", epoch.seconds));
        // How many epochs there will be is not known where training ends by itself: strides grow.
        let epochs = if self.open { epoch.number - self.done } else { self.last.saturating_sub(self.done) };
        if epoch.number.is_multiple_of(stride(epochs)) {
            self.show_pending();
        }
    }

    /// After the last epoch; the network may be as it was after another one.
    pub(super) fn end(&mut self, restored: Option<usize>) {
        self.show_pending();
        if let Some(epoch) = restored.filter(|_| self.lines) {
            self.line(&format!("the weights are those after epoch {epoch}, the best one"));
        }
    }

    fn show_pending(&mut self) {
        if let Some(line) = self.pending.take() {
            self.line(&line);
        }
    }

    fn line(&self, line: &str) {
        let start = if self.bar { "\r\x1b[K" } else { "" };
        // A closed stream is no reason to stop training.
        let _ = writeln!(stderr(), "{start}{line}");
    }
}

/// 1, 2, 5, 10, 20, 50, …: the first that leaves at most [`LINES`] lines.
fn stride(epochs: usize) -> usize {
    let mut strides =
        (0..).flat_map(|power| [1, 2, 5].map(|step: usize| step.saturating_mul(10_usize.saturating_pow(power))));
    strides.find(|stride| epochs.div_ceil(*stride) <= LINES).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_epochs_have_few_lines() {
        let strides = [0, 1, 25, 26, 51, 126, 1_000, usize::MAX].map(stride);
        assert_eq!(strides[..7], [1, 1, 1, 2, 5, 10, 50]);
        assert!(usize::MAX.div_ceil(strides[7]) <= LINES);
    }
}
