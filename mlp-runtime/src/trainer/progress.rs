//! How training goes on, on the standard error stream: a bar where it is a terminal, a line an epoch elsewhere.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use crate::history::Epoch;

/// Cells of the bar.
const WIDTH: usize = 24;

/// How often the bar is drawn again.
const EVERY: Duration = Duration::from_millis(100);

pub(super) struct Progress {
    bar: bool,
    lines: bool,
    /// The number of the epoch under way, and of the last one.
    epoch: usize,
    last: usize,
    drawn: Instant,
}

impl Progress {
    pub(super) fn new(show: bool, done: usize, epochs: usize) -> Self {
        let terminal = stderr().is_terminal();
        Self { bar: show && terminal, lines: show, epoch: done + 1, last: done + epochs, drawn: Instant::now() }
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
        let start = if self.bar { "\r\x1b[K" } else { "" };
        let _ = writeln!(stderr(), "{start}{line}  {:.1} s", epoch.seconds);
    }
}
