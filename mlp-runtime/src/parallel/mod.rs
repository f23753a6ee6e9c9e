//! Work shared among threads, with the same bits at any number of them.
//!
//! Rows of a batch, rows and columns of weights, and single weights are computed each by itself, so [`Work`] may be cut
//! between any two of them. How many threads may take part is a setting of the calling thread, made by [`with`] for the
//! length of a training step; [`share`] puts work into a [`Queue`] for as many, or fewer where a piece would take less
//! time than handing it over. Whether that pays at all the machine decides, which [`Tuning`] finds out.
//!
//! The pool is micropool's, with one thread a core beside the caller's. Its threads look for work for a fraction of a
//! millisecond before they sleep, as long as a step of training is from one piece of work to the next; the caller takes
//! part, and takes all where the others are busy. Handing over a piece takes 0.3 µs while they look and 20 µs where
//! they have to be woken, and allocates nothing. (rayon: 0.6 µs inside its pool, 17 µs and an allocation from outside;
//! paralight: 48 µs; chili does not hand over work as short as this.)

#[cfg(all(feature = "threads", not(test)))]
mod pool;
mod queue;
mod tuning;

use std::cell::Cell;

pub(crate) use pool::available;
use queue::Queue;
pub(crate) use tuning::Tuning;

/// How much some work is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// How many units it can be cut into: rows, columns, or numbers.
    units: usize,
    /// About how many nanoseconds one thread takes for all of it.
    nanoseconds: usize,
    /// Pieces had better have a multiple of so many units.
    grain: usize,
}

impl Size {
    /// In pieces of any number of units.
    pub(crate) fn of(units: usize, nanoseconds: usize) -> Self {
        Self { units, nanoseconds, grain: 1 }
    }

    /// To copy so many bytes, 10 a nanosecond: from another core's cache, or from a large set.
    pub(crate) fn copying(units: usize, bytes: usize) -> Self {
        Self::of(units, bytes / 10)
    }

    /// Better in pieces of a multiple of `grain` units.
    pub(crate) fn by(self, grain: usize) -> Self {
        Self { grain, ..self }
    }
}

/// Work that can be cut in two without changing a bit of its results.
pub(crate) trait Work: Sized + Send {
    /// How much it is.
    fn size(&self) -> Size;

    /// The first `at` units, and the rest.
    fn split(self, at: usize) -> (Self, Self);

    /// Does it.
    fn run(self);
}

/// Two works, as one: cut between them, and where each may be.
impl<A: Work, B: Work> Work for (A, B) {
    fn size(&self) -> Size {
        let (first, second) = (self.0.size(), self.1.size());
        Size {
            units: first.units + second.units,
            nanoseconds: first.nanoseconds + second.nanoseconds,
            grain: first.grain.max(second.grain),
        }
    }

    fn split(self, at: usize) -> (Self, Self) {
        let in_first = at.min(self.0.size().units);
        let (first, second) = (self.0.split(in_first), self.1.split(at - in_first));
        ((first.0, second.0), (first.1, second.1))
    }

    fn run(self) {
        if self.0.size().units > 0 {
            self.0.run();
        }
        if self.1.size().units > 0 {
            self.1.run();
        }
    }
}

/// The least time that a piece of work should take, several times that of handing it over; in unit tests, any.
///
/// On two threads, with 4 µs the short works behind a first layer are not shared: 784-128-10 with 128 rows and 13-64-64-1
/// with 64 take 3 to 6 % longer. With 1 µs 784-128-10 with a sigmoid and 32 rows takes 4 to 8 % longer.
const LEAST_NANOSECONDS: usize = if cfg!(test) { 1 } else { 2_000 };

thread_local! {
    /// How many threads may share work of this one, and how many rows the batch in training has where these are
    /// several.
    static ALLOWED: Cell<(usize, usize)> = const { Cell::new((1, 0)) };
    /// Whether any work has been cut since [`Tuning`] has asked.
    static CUT: Cell<bool> = const { Cell::new(false) };
}

/// Lets so many threads share what `work` does: training with a batch of so many rows, or other work where that is 0.
pub(crate) fn with<R>(threads: usize, rows: usize, work: impl FnOnce() -> R) -> R {
    struct Reset((usize, usize));
    impl Drop for Reset {
        fn drop(&mut self) {
            ALLOWED.set(self.0);
        }
    }
    // On one thread there is nothing to say, and steps of tiny networks are short.
    let _reset = (threads > 1 || ALLOWED.get().0 > 1).then(|| Reset(ALLOWED.replace((threads, rows))));
    work()
}

/// How many threads may share work.
pub(crate) fn allowed() -> usize {
    ALLOWED.get().0
}

/// How many rows the batch in training has, where several threads may share its work; 0 otherwise.
pub(crate) fn rows() -> usize {
    ALLOWED.get().1
}

/// Whether a batch is in training whose work several threads may share.
pub(crate) fn trains() -> bool {
    rows() > 0
}

/// Whether work that takes one thread so long is shared.
pub(crate) fn pays(nanoseconds: usize) -> bool {
    worth(nanoseconds) > 1
}

/// How many threads may share work that takes one so long, and are worth it.
fn worth(nanoseconds: usize) -> usize {
    allowed().min(nanoseconds / LEAST_NANOSECONDS)
}

/// Does the work, on as many threads as [`with`] allows here and as it is worth.
#[inline]
pub(crate) fn share<W: Work>(work: W) {
    let (allowed, _) = ALLOWED.get();
    if allowed > 1 {
        let Size { units, nanoseconds, .. } = work.size();
        let threads = worth(nanoseconds).min(units);
        if threads > 1 {
            CUT.set(true);
            // Pieces are not cut again by what they call.
            return with(1, 0, || Queue::new(work, threads).run());
        }
    }
    work.run();
}

/// One thread does all.
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
