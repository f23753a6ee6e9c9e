//! Work that threads take by pieces.

use std::sync::{Mutex, PoisonError};

use super::{Size, Work, pool};

/// From so many nanoseconds on, work is long: threads rarely end together. Shorter work finds what it needs in the
/// caches where it left it, which small pieces would change.
const LONG: usize = if cfg!(test) { 64 } else { 500_000 };

/// What is left of some work.
///
/// Each thread's first piece is its share, or three quarters of it where work is long. What is left then goes in
/// smaller and smaller pieces to those that are done, so that all end at the same time, however fast each is: cores are
/// shared with other programs, and not all are alike.
///
/// Half of the threads take from the front and half from the back: each finds most of what it needs where it left it.
pub(super) struct Queue<W> {
    left: Mutex<Left<W>>,
    threads: usize,
    /// How many units a first piece has.
    first: usize,
    /// Later pieces have a multiple of so many.
    grain: usize,
    /// And no piece has fewer.
    least: usize,
}

struct Left<W> {
    work: Option<W>,
    taken: usize,
}

impl<W: Work> Queue<W> {
    pub(super) fn new(work: W, threads: usize) -> Self {
        let Size { units, nanoseconds, grain } = work.size();
        let grain = if cfg!(test) { 1 } else { grain };
        let (first, least) = if nanoseconds < LONG || units < 4 * threads * grain {
            (units.div_ceil(threads), 1)
        } else {
            let least = (units / (16 * threads)).max(1).next_multiple_of(grain);
            ((3 * units / (4 * threads)).next_multiple_of(grain), least)
        };
        Self { left: Mutex::new(Left { work: Some(work), taken: 0 }), threads, first, grain, least }
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
    fn next(&self, back: bool) -> Option<W> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let work = left.work.take()?;
        let Size { units, .. } = work.size();
        let size = match left.taken {
            taken if taken < self.threads => self.first,
            _ => (2 * units / (3 * self.threads)).next_multiple_of(self.grain).max(self.least),
        };
        left.taken += 1;
        if size + self.least > units {
            return Some(work);
        }
        let (piece, rest) = if back {
            let (rest, piece) = work.split(units - size);
            (piece, rest)
        } else {
            work.split(size)
        };
        left.work = Some(rest);
        Some(piece)
    }
}

/// Has threads `first..first + count` do their part each: from the back, or from the front. Compiled once for all work.
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

    /// Numbers, each of which takes some nanoseconds.
    struct Numbers {
        from: usize,
        count: usize,
        nanoseconds: usize,
    }

    impl Work for Numbers {
        fn size(&self) -> Size {
            Size::of(self.count, self.count * self.nanoseconds)
        }

        fn split(self, at: usize) -> (Self, Self) {
            (Self { count: at, ..self }, Self { from: self.from + at, count: self.count - at, ..self })
        }

        fn run(self) {}
    }

    /// The pieces that threads get which take turns, the first from the front.
    fn pieces(count: usize, nanoseconds: usize, threads: usize) -> Vec<(usize, usize)> {
        let queue = Queue::new(Numbers { from: 0, count, nanoseconds }, threads);
        let take = |turn| queue.next(turn % 2 == 1).map(|piece: Numbers| (piece.from, piece.count));
        (0..).map_while(take).collect()
    }

    #[test]
    fn short_work_is_cut_into_equal_parts() {
        assert_eq!(pieces(7, 1, 2), [(0, 4), (4, 3)]);
        assert_eq!(pieces(1, 1, 2), [(0, 1)]);
        assert_eq!(pieces(10, 1, 4), [(0, 3), (7, 3), (3, 3), (6, 1)]);
    }

    #[test]
    fn long_work_ends_in_small_pieces_from_both_sides() {
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
