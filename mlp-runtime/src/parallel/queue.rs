//! A job that threads take in pieces.

use std::sync::{Mutex, PoisonError};

use super::{Cost, Job, pool};

/// Jobs of at least this many nanoseconds end in small pieces, since threads rarely finish together. Shorter jobs find
/// their data in the caches where they left it last time, which small pieces would change.
const LONG_NANOSECONDS: usize = if cfg!(test) { 64 } else { 500_000 };

/// What is left of a job.
///
/// Each thread's first piece is its equal share, or three quarters of it if the job is long. What is left goes in
/// smaller and smaller pieces to the threads that are done, so that all finish at the same time however fast each is:
/// cores are shared with other programs, and not all are alike.
///
/// Half of the threads take from the front and half from the back, so each finds most of its data where it left it.
pub(super) struct Queue<J> {
    left: Mutex<Left<J>>,
    threads: usize,
    /// How many units a first piece has.
    first: usize,
    /// Later pieces have a multiple of this many,
    granularity: usize,
    /// and at least this many.
    min: usize,
}

struct Left<J> {
    job: Option<J>,
    taken: usize,
}

impl<J: Job> Queue<J> {
    pub(super) fn new(job: J, threads: usize) -> Self {
        let Cost { units, nanoseconds, granularity } = job.cost();
        let granularity = if cfg!(test) { 1 } else { granularity };
        let (first, min) = if nanoseconds < LONG_NANOSECONDS || units < 4 * threads * granularity {
            (units.div_ceil(threads), 1)
        } else {
            let min = (units / (16 * threads)).max(1).next_multiple_of(granularity);
            ((3 * units / (4 * threads)).next_multiple_of(granularity), min)
        };
        Self { left: Mutex::new(Left { job: Some(job), taken: 0 }), threads, first, granularity, min }
    }

    /// Does all of it.
    pub(super) fn run(&self) {
        workers(0, self.threads, &|back| {
            while let Some(piece) = self.next(back) {
                piece.run();
            }
        });
    }

    /// The next piece, from the front or from the back.
    fn next(&self, back: bool) -> Option<J> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let job = left.job.take()?;
        let Cost { units, .. } = job.cost();
        let size = match left.taken {
            taken if taken < self.threads => self.first,
            _ => (2 * units / (3 * self.threads)).next_multiple_of(self.granularity).max(self.min),
        };
        left.taken += 1;
        if size + self.min > units {
            return Some(job);
        }
        let (piece, rest) = if back {
            let (rest, piece) = job.split(units - size);
            (piece, rest)
        } else {
            job.split(size)
        };
        left.job = Some(rest);
        Some(piece)
    }
}

/// Runs `part` on each of the threads `first..first + count`, from the front or from the back. Compiled once for all
/// jobs.
fn workers(first: usize, count: usize, part: &(dyn Fn(bool) + Sync)) {
    if count > 1 {
        let half = count / 2;
        return pool::join(|| workers(first, half, part), || workers(first + half, count - half, part));
    }
    part(first % 2 == 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers, each of which takes a few nanoseconds.
    struct Numbers {
        from: usize,
        count: usize,
        nanoseconds: usize,
    }

    impl Job for Numbers {
        fn cost(&self) -> Cost {
            Cost::new(self.count, self.count * self.nanoseconds)
        }

        fn split(self, at: usize) -> (Self, Self) {
            (Self { count: at, ..self }, Self { from: self.from + at, count: self.count - at, ..self })
        }

        fn run(self) {}
    }

    /// The pieces that threads get if they take turns, the first from the front.
    fn pieces(count: usize, nanoseconds: usize, threads: usize) -> Vec<(usize, usize)> {
        let queue = Queue::new(Numbers { from: 0, count, nanoseconds }, threads);
        let take = |turn| queue.next(turn % 2 == 1).map(|piece: Numbers| (piece.from, piece.count));
        (0..).map_while(take).collect()
    }

    #[test]
    fn a_short_job_is_split_into_equal_parts() {
        assert_eq!(pieces(7, 1, 2), [(0, 4), (4, 3)]);
        assert_eq!(pieces(1, 1, 2), [(0, 1)]);
        assert_eq!(pieces(10, 1, 4), [(0, 3), (7, 3), (3, 3), (6, 1)]);
    }

    #[test]
    fn a_long_job_ends_in_small_pieces_from_both_sides() {
        let pieces = pieces(1000, 1, 2);
        assert_eq!(pieces[..4], [(0, 375), (625, 375), (375, 83), (570, 55)]);
        assert!(pieces.iter().all(|(_, count)| *count >= 1000 / 32), "{pieces:?}");
        assert!(pieces[4..].iter().all(|(_, count)| *count < 80), "{pieces:?}");
    }

    #[test]
    fn every_unit_is_taken_once() {
        for threads in 1..9 {
            for (count, nanoseconds) in [(1, 1000), (2, 1), (17, 1), (64, 100), (1000, 1), (12_345, 1)] {
                let mut taken = pieces(count, nanoseconds, threads);
                taken.sort_unstable();
                let end = taken.iter().fold(0, |end, (from, count)| {
                    assert_eq!(end, *from, "{taken:?}");
                    assert!(*count > 0, "{taken:?}");
                    from + count
                });
                assert_eq!(end, count, "{taken:?}");
            }
        }
    }
}
