//! The progress of a training on the standard error stream: a line per epoch, or per several epochs if there are many,
//! and a bar if the stream is a terminal.

use std::io::{IsTerminal, Write, stderr};
use std::time::Duration;

use super::settings::Settings;
use crate::train::clock::Instant;
use crate::train::history::{Epoch, History};

/// The width of the bar, in characters.
const WIDTH: usize = 24;

/// The largest number of lines. With more epochs, every second, fifth, tenth, … has a line, so that all fit on a
/// screen.
const LINES: usize = 25;

/// How often the bar is drawn again.
const EVERY: Duration = Duration::from_millis(100);

pub(super) struct Progress {
    bar: bool,
    lines: bool,
    /// The numbers of the current epoch and of the last one.
    epoch: usize,
    last: usize,
    /// The epochs before these.
    done: usize,
    /// Whether training may end before the last.
    open: bool,
    begun: Instant,
    drawn: Instant,
    /// The line of the last epoch, if it was not printed.
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
            begun: Instant::now(),
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
        let epochs = (self.epoch - 1 - self.done) as f64 + done as f64 / rows.max(1) as f64;
        let time = self.time(epochs);
        // A closed stream is no reason to stop training.
        let _ = write!(stderr(), "\r\x1b[Kepoch {}/{} {full}{empty} loss {loss:.4}{time}", self.epoch, self.last);
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
        let time = self.time((epoch.number - self.done) as f64);
        self.pending = Some(format!("{line}  {:.1} s{time}", epoch.seconds));
        // How many epochs there will be is not known where training ends by itself: strides grow.
        let epochs = if self.open { epoch.number - self.done } else { self.last.saturating_sub(self.done) };
        if epoch.number.is_multiple_of(stride(epochs)) {
            self.show_pending();
        }
    }

    /// After the last epoch: why training ended, and which epoch's weights were kept.
    pub(super) fn end(&mut self, history: &History) {
        self.show_pending();
        if let Some(ending) = history.ending().filter(|_| self.lines) {
            self.line(&ending);
        }
    }

    /// The elapsed time after `epochs` epochs of this fit, and the estimated remaining time.
    fn time(&self, epochs: f64) -> String {
        let total = self.last.saturating_sub(self.done) as f64;
        time(self.begun.elapsed().as_secs_f64(), epochs, total, self.open)
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

/// `  12 s in all, 48 s left`, or `at most 48 s left` of a training that may end before its last epoch.
fn time(passed: f64, epochs: f64, total: f64, open: bool) -> String {
    if passed <= 0.0 || epochs <= 0.0 {
        return String::new(); // no clock, or no epoch yet
    }
    let most = if open { "at most " } else { "" };
    let left = passed / epochs * (total - epochs).max(0.0);
    format!("  {} in all, {most}{} left", span(passed), span(left))
}

/// `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`.
fn span(seconds: f64) -> String {
    if seconds < 9.95 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round().min(1e15) as u64;
    match (whole / 3600, whole / 60 % 60, whole % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
        (hours, minutes, _) => format!("{hours} h {minutes:02} min"),
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

    #[test]
    fn the_time_left_is_that_of_the_epochs_left() {
        assert_eq!(time(12.0, 2.0, 10.0, false), "  12 s in all, 48 s left");
        assert_eq!(time(12.0, 2.5, 500.0, true), "  12 s in all, at most 39 min 48 s left");
        assert_eq!(time(3.0, 10.0, 10.0, false), "  3.0 s in all, 0.0 s left");
        assert_eq!(time(0.0, 3.0, 10.0, false), "");
        let spans = [0.04, 9.94, 9.96, 59.6, 61.0, 3599.7, 7625.0, f64::INFINITY].map(span);
        assert_eq!(spans[..7], ["0.0 s", "9.9 s", "10 s", "1 min 00 s", "1 min 01 s", "1 h 00 min", "2 h 07 min"]);
    }
}
