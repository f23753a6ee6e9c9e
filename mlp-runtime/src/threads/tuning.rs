//! How many threads are fastest, found by trying: the results are the same for any number.

use std::time::{Duration, Instant};

use super::CUT;

/// For how many steps a number of threads is tried; the first is not timed, for it moves the data to their caches.
const TRIED: u32 = 4;

/// After how many steps the numbers are tried again, at first and at most: cores become busy, and are moved.
const KEPT: [u32; 2] = [256, 4096];

/// What is known of a loop of steps.
///
/// How far apart cores are decides what sharing costs: on one machine a line of the cache went from one to the other and
/// back in 65 ns at some times and in 340 at others, and with it two threads took 0.6 or 1.3 times as long as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tuning {
    /// How many threads are allowed, and how many rows a timed step has: as many as any so far.
    most: usize,
    rows: usize,
    /// How many threads work now.
    threads: usize,
    /// How many steps are left for them.
    left: u32,
    /// The start of the step, if it is timed.
    start: Option<Instant>,
    state: State,
    kept: u32,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// The shortest step with the threads that are tried, and before that the shortest of all, with how many threads.
    Trying {
        shortest: Duration,
        best: (Duration, usize),
    },
    Keeping,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { most: 1, rows: 0, threads: 1, left: 0, start: None, state: State::Keeping, kept: KEPT[0] }
    }
}

impl Tuning {
    /// Begins a step with so many rows, and says on how many threads, `most` at most.
    #[inline]
    pub(crate) fn begin(&mut self, most: usize, rows: usize) -> usize {
        if most < 2 {
            return 1;
        }
        if most != self.most || rows > self.rows {
            (self.most, self.rows, self.kept) = (most, rows, KEPT[0]);
            self.try_all();
        }
        let trying = matches!(self.state, State::Trying { .. }) && rows == self.rows;
        self.start = trying.then(Instant::now);
        CUT.set(false);
        self.threads
    }

    /// Ends the step.
    #[inline]
    pub(crate) fn end(&mut self) {
        match (self.state, self.start) {
            (State::Trying { .. }, None) => {} // a smaller batch
            (State::Trying { shortest, best }, Some(start)) => self.tried(start.elapsed(), shortest, best),
            (State::Keeping, _) if self.left > 0 => self.left -= 1,
            (State::Keeping, _) if self.most > 1 => self.try_all(),
            (State::Keeping, _) => {}
        }
    }

    /// How many threads work now, `most` at most.
    pub(crate) fn threads(&self, most: usize) -> usize {
        if most == self.most { self.threads } else { most }
    }

    fn try_all(&mut self) {
        (self.threads, self.left) = (self.most, TRIED);
        self.state = State::Trying { shortest: Duration::MAX, best: (Duration::MAX, 1) };
    }

    /// After a step of a trial that has taken so long.
    fn tried(&mut self, time: Duration, shortest: Duration, best: (Duration, usize)) {
        if !CUT.get() && self.threads == self.most {
            return self.keep(self.most, KEPT[1]); // nothing to share
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
