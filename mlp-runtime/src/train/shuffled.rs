//! The rows of an epoch in a random order, a batch at a time.

use std::ops::Range;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use crate::data::dataset::Dataset;
use crate::kernel::fetch;
use crate::model::target::Target;
use crate::parallel::{self, Cost, Job};
use crate::tensor::rows::{Batch, Row};

/// The order of an epoch, and one batch of it.
pub(super) struct Shuffled<X: Row, Y> {
    order: Vec<usize>,
    pub(super) rows: Batch<X>,
    pub(super) targets: Vec<Y>,
}

/// An empty order.
impl<X: Row, Y> Default for Shuffled<X, Y> {
    fn default() -> Self {
        Self { order: Vec::new(), rows: Batch::default(), targets: Vec::new() }
    }
}

impl<X: Row, Y: Target> Shuffled<X, Y> {
    /// A new order of the rows, which depends only on the seed and the number of the epoch.
    pub(super) fn reorder(&mut self, rows: usize, seed: u64, epoch: usize) {
        self.order.clear();
        self.order.extend(0..rows);
        let seed = seed.rotate_left(32) ^ epoch as u64;
        self.order.shuffle(&mut Pcg64::seed_from_u64(seed));
    }

    /// Copies the rows of one batch together.
    pub(super) fn gather(&mut self, set: &Dataset<X, Y>, batch: Range<usize>) {
        let (order, next) = (&self.order[batch.clone()], &self.order[batch.end..]);
        self.rows.resize(order.len());
        parallel::share(Gather { from: set.inputs(), order, next, rows: &mut self.rows });
        self.targets.clear();
        for index in order {
            // From slice to slice, because a target may be a row larger than the stack.
            self.targets.extend_from_slice(&set.targets()[*index..=*index]);
        }
    }
}

/// Gathers rows. They are scattered in memory, so the rows of the next batch are prefetched while this one is copied
/// and used.
struct Gather<'a, R> {
    from: &'a [R],
    order: &'a [usize],
    /// The rows of the next batch, and of those behind it.
    next: &'a [usize],
    rows: &'a mut [R],
}

impl<R: Row> Job for Gather<'_, R> {
    fn cost(&self) -> Cost {
        Cost::of_copying(self.rows.len(), size_of_val(self.rows))
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (order, rows) = (self.order.split_at(row), self.rows.split_at_mut(row));
        let next = self.next.split_at(row.min(self.next.len()));
        (
            Self { order: order.0, next: next.0, rows: rows.0, ..self },
            Self { order: order.1, next: next.1, rows: rows.1, ..self },
        )
    }

    fn run(self) {
        for (r, (row, index)) in self.rows.iter_mut().zip(self.order).enumerate() {
            if let Some(next) = self.next.get(r) {
                fetch(self.from[*next].as_slice());
            }
            row.as_mut_slice().copy_from_slice(self.from[*index].as_slice());
        }
    }
}
