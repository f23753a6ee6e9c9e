//! A product as work for several threads, cut between the rows of its result.

use super::factors::Rows;
use super::nanoseconds;
use super::product::Product;
use crate::Float;
use crate::threads::Work;

impl<T: Float, L: Rows<T>> Work for Product<'_, T, L> {
    fn units(&self) -> usize {
        self.rows
    }

    fn nanoseconds(&self) -> usize {
        nanoseconds::<T>(self.rows, self.depth, self.columns)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let out = self.out;
        let (first, rest) = out.split_at_mut(row * self.columns);
        (
            Self { rows: row, out: first, ..self },
            Self { left: self.left.skip(row), rows: self.rows - row, out: rest, scratch: Vec::new(), ..self },
        )
    }

    fn run(self) {
        L::run(self);
    }
}
