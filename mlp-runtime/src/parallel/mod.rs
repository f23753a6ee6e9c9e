//! Work shared among threads, with the same bits at any number of them.
//!
//! Rows of a batch, rows and columns of weights, and single weights are computed independently, so a [`Job`] may be
//! split between any two of them. How many threads may take part is a setting of the calling thread, made by
//! [`with_threads`] for the length of a training step. [`share`] puts a job into a [`Queue`] for that many threads, or
//! for fewer where a piece would take less time than handing it over. Whether sharing pays at all depends on the
//! machine; [`Tuning`] finds out.
//!
//! The pool is micropool's, with one thread per core beside the caller's. Idle threads spin for a fraction of a
//! millisecond before they sleep, which is as long as a training step takes from one job to the next. The caller takes
//! part, and does everything if the others are busy. Handing over a piece takes 0.3 µs while a thread spins and 20 µs
//! if it has to be woken, and allocates nothing. (rayon: 0.6 µs inside its pool, 17 µs and an allocation from outside;
//! paralight: 48 µs; chili does not hand over jobs as short as these.)

#[cfg(all(feature = "threads", not(test)))]
mod pool;
mod queue;
mod tuning;

use std::cell::Cell;

pub(crate) use pool::available;
use queue::Queue;
pub(crate) use tuning::Tuning;

/// How much work a job is.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// How many units it can be split into: rows, columns, or numbers.
    units: usize,
    /// About how many nanoseconds one thread takes for all of it.
    nanoseconds: usize,
    /// Pieces should have a multiple of this many units.
    granularity: usize,
}

impl Cost {
    /// Pieces may have any number of units.
    pub(crate) fn new(units: usize, nanoseconds: usize) -> Self {
        Self { units, nanoseconds, granularity: 1 }
    }

    /// The cost of copying `bytes` bytes, 10 per nanosecond: from another core's cache, or from a large set.
    pub(crate) fn of_copying(units: usize, bytes: usize) -> Self {
        Self::new(units, bytes / 10)
    }

    /// Pieces should have a multiple of `granularity` units.
    pub(crate) fn granularity(self, granularity: usize) -> Self {
        Self { granularity, ..self }
    }
}

/// Work that can be split in two without changing a bit of its results.
pub(crate) trait Job: Sized + Send {
    /// How much work it is.
    fn cost(&self) -> Cost;

    /// The first `at` units, and the rest.
    fn split(self, at: usize) -> (Self, Self);

    /// Does it.
    fn run(self);
}

/// Two jobs as one: split between them, and wherever each may be split.
impl<A: Job, B: Job> Job for (A, B) {
    fn cost(&self) -> Cost {
        let (first, second) = (self.0.cost(), self.1.cost());
        Cost {
            units: first.units + second.units,
            nanoseconds: first.nanoseconds + second.nanoseconds,
            granularity: first.granularity.max(second.granularity),
        }
    }

    fn split(self, at: usize) -> (Self, Self) {
        let in_first = at.min(self.0.cost().units);
        let (first, second) = (self.0.split(in_first), self.1.split(at - in_first));
        ((first.0, second.0), (first.1, second.1))
    }

    fn run(self) {
        if self.0.cost().units > 0 {
            self.0.run();
        }
        if self.1.cost().units > 0 {
            self.1.run();
        }
    }
}

/// The least time that a piece should take, several times that of handing it over; in unit tests, any.
///
/// With 4 µs, on two threads, the short jobs behind a first layer are not shared: 784-128-10 with 128 rows and
/// 13-64-64-1 with 64 take 3 to 6 % longer. With 1 µs, 784-128-10 with a sigmoid and 32 rows takes 4 to 8 % longer.
const MIN_PIECE_NANOSECONDS: usize = if cfg!(test) { 1 } else { 2_000 };

thread_local! {
    /// How many threads may share this thread's jobs, and how many rows the batch in training has if these are several.
    static MAX_THREADS: Cell<(usize, usize)> = const { Cell::new((1, 0)) };
    /// Whether any job has been split since [`Tuning`] last asked.
    static DID_SPLIT: Cell<bool> = const { Cell::new(false) };
}

/// Lets up to `threads` threads share what `work` does: training on a batch of `batch_rows` rows, or anything else if
/// that is 0.
pub(crate) fn with_threads<R>(threads: usize, batch_rows: usize, work: impl FnOnce() -> R) -> R {
    struct Reset((usize, usize));
    impl Drop for Reset {
        fn drop(&mut self) {
            MAX_THREADS.set(self.0);
        }
    }
    // With one thread there is nothing to set, and steps of tiny networks are short.
    let reset = threads > 1 || MAX_THREADS.get().0 > 1;
    let _reset = reset.then(|| Reset(MAX_THREADS.replace((threads, batch_rows))));
    work()
}

/// How many threads may share a job.
pub(crate) fn max_threads() -> usize {
    MAX_THREADS.get().0
}

/// How many rows the batch in training has if several threads may share its work; otherwise 0.
pub(crate) fn batch_rows() -> usize {
    MAX_THREADS.get().1
}

/// Whether a batch is in training whose work several threads may share.
pub(crate) fn is_training() -> bool {
    batch_rows() > 0
}

/// Whether a job that takes one thread this long is shared.
pub(crate) fn is_worth_splitting(nanoseconds: usize) -> bool {
    useful_threads(nanoseconds) > 1
}

/// How many threads may share a job that takes one thread this long, and have enough to do.
fn useful_threads(nanoseconds: usize) -> usize {
    max_threads().min(nanoseconds / MIN_PIECE_NANOSECONDS)
}

/// Does the job, on as many threads as [`with_threads`] allows here and as it is worth.
#[inline]
pub(crate) fn share<J: Job>(job: J) {
    if max_threads() > 1 {
        let Cost { units, nanoseconds, .. } = job.cost();
        let threads = useful_threads(nanoseconds).min(units);
        if threads > 1 {
            DID_SPLIT.set(true);
            // Pieces are not split again by what they call.
            return with_threads(1, 0, || Queue::new(job, threads).run());
        }
    }
    job.run();
}

/// One thread does everything.
#[cfg(any(test, not(feature = "threads")))]
mod pool {
    pub(crate) fn available() -> usize {
        1
    }

    pub(super) fn join(left: impl FnOnce() + Send, right: impl FnOnce() + Send) {
        left();
        right();
    }
}
