//! Finds by trial how many threads are fastest. The results are the same for any number.

use std::time::Duration;

use super::{DID_SPLIT, available};
use crate::train::clock::Instant;

/// For how many steps a number of threads is tried. The first is not timed, since it moves the data to their caches.
const TRIED: u32 = 4;

/// After how many steps the numbers are tried again, at first and at most: cores become busy, and threads migrate.
const KEPT: [u32; 2] = [128, 1024];

/// After this many consecutive smaller batches, re-tune for them: the large batch was an outlier.
const SMALLER: u32 = 32;

/// What is known about a loop of training steps.
///
/// The distance between cores decides what sharing costs. On one machine a cache line went from one core to another and
/// back in 65 ns at some times and in 340 ns at others; accordingly two threads took 0.6 or 1.3 times as long as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tuning {
    /// How many threads are allowed, and how many rows a timed step has: the most so far, outliers aside.
    most: usize,
    rows: usize,
    /// How many steps in a row have had fewer.
    smaller: u32,
    /// How many threads work now.
    threads: usize,
    /// For how many more steps.
    left: u32,
    /// The start of the step, if it is timed.
    start: Option<Instant>,
    state: State,
    kept: u32,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Trying {
        /// Of the number being tried.
        shortest: Duration,
        /// Of the numbers tried before, and which that was.
        best: (Duration, usize),
    },
    Keeping,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { most: 1, rows: 0, smaller: 0, threads: 1, left: 0, start: None, state: State::Keeping, kept: KEPT[0] }
    }
}

impl Tuning {
    /// Begins a step with `rows` rows; returns how many threads it should use, at most `most`.
    #[inline]
    pub(crate) fn begin(&mut self, most: usize, rows: usize) -> usize {
        if most < 2 {
            return 1;
        }
        let most = most.min(2 * available()); // finer pieces fill gaps, up to a point
        self.smaller = if rows < self.rows { self.smaller + 1 } else { 0 };
        if most != self.most || rows > self.rows || self.smaller > SMALLER {
            (self.most, self.rows, self.smaller, self.kept) = (most, rows, 0, KEPT[0]);
            self.try_all();
        }
        let trying = matches!(self.state, State::Trying { .. }) && rows == self.rows;
        self.start = trying.then(Instant::now);
        DID_SPLIT.set(false);
        self.threads
    }

    /// Ends the step.
    #[inline]
    pub(crate) fn end(&mut self) {
        self.ended(self.start.map(|start| start.elapsed()));
    }

    /// After a step that took `time`, if it was timed.
    #[inline]
    fn ended(&mut self, time: Option<Duration>) {
        match (self.state, time) {
            (State::Trying { shortest, best }, Some(time)) => self.tried(time, shortest, best),
            (State::Trying { .. }, None) => {} // a smaller batch
            (State::Keeping, _) if self.left > 0 => self.left -= 1,
            (State::Keeping, _) if self.most > 1 => self.try_all(),
            (State::Keeping, _) => {}
        }
    }

    /// How many threads work now.
    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    fn try_all(&mut self) {
        (self.threads, self.left) = (self.most, TRIED);
        self.state = State::Trying { shortest: Duration::MAX, best: (Duration::MAX, 1) };
    }

    /// After a step of a trial that took `time`.
    fn tried(&mut self, time: Duration, shortest: Duration, best: (Duration, usize)) {
        if !DID_SPLIT.get() && self.threads == self.most {
            return self.keep(1, KEPT[1]); // nothing to share
        }
        let shortest = if self.left == TRIED { shortest } else { shortest.min(time) };
        self.left -= 1;
        if self.left > 0 {
            self.state = State::Trying { shortest, best };
            return;
        }
        let best = if shortest < best.0 { (shortest, self.threads) } else { best };
        if self.threads > 1 {
            (self.threads, self.left) = (self.threads / 2, TRIED);
            self.state = State::Trying { shortest: Duration::MAX, best };
        } else {
            self.keep(best.1, self.kept);
            self.kept = (self.kept * 2).min(KEPT[1]);
        }
    }

    fn keep(&mut self, threads: usize, steps: u32) {
        (self.threads, self.left, self.state) = (threads, steps, State::Keeping);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of `steps` steps ran on one thread, if a step takes `nanoseconds(threads)` and splits work if `shares`.
    fn alone(tuning: &mut Tuning, steps: usize, shares: bool, nanoseconds: impl Fn(usize) -> u64) -> usize {
        let step = |_: &usize| {
            let threads = tuning.begin(8, 64);
            DID_SPLIT.set(shares);
            tuning.ended(tuning.start.map(|_| Duration::from_nanos(nanoseconds(threads))));
            threads == 1
        };
        (0..steps).filter(step).count()
    }

    #[test]
    fn what_is_fastest_is_kept_and_tried_again() {
        let mut tuning = Tuning::default();
        let near = |threads| if threads == 1 { 100 } else { 60 };
        let far = |threads| if threads == 1 { 100 } else { 130 };
        // Trials after 0, 128, 256 and 512 steps more.
        assert_eq!(alone(&mut tuning, 1000, true, near), 4 * TRIED as usize);
        // The threads migrate: the next trial notices.
        alone(&mut tuning, 2 * KEPT[1] as usize, true, far);
        assert!(alone(&mut tuning, 1000, true, far) >= 1000 - TRIED as usize);
        alone(&mut tuning, 2 * KEPT[1] as usize, true, near);
        assert!(alone(&mut tuning, 1000, true, near) <= TRIED as usize);
    }

    #[test]
    fn smaller_batches_are_tried_once_a_large_one_was_an_outlier() {
        let mut tuning = Tuning::default();
        let mut step = |rows: usize| {
            let threads = tuning.begin(8, rows);
            DID_SPLIT.set(true);
            tuning.ended(tuning.start.map(|_| Duration::from_nanos(if threads == 1 { 100 } else { 130 })));
            threads
        };
        step(10_000);
        let slow = (0..1000).filter(|_| step(64) > 1).count();
        assert!(slow <= 2 * (SMALLER + 4 * TRIED) as usize, "{slow}");
        // The last batch of an epoch is not a reason to try.
        let slow = (0..900).filter(|i| step(if i % 9 == 0 { 7 } else { 64 }) > 1).count();
        assert!(slow <= 4 * 4 * TRIED as usize, "{slow}");
    }

    #[test]
    fn what_shares_nothing_stays_on_one_thread() {
        let mut tuning = Tuning::default();
        assert_eq!(alone(&mut tuning, 1000, false, |_| 100), 999);
        assert_eq!(tuning.begin(1, 64), 1);
    }
}
