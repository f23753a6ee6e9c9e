//! Xᵀ·Δ, some rows of the result at a time.
//!
//! Where an update follows, it takes each group while the cache has it, and no gradient goes to memory. Where rows of X
//! are long, what a group reads of them is copied together: numbers of a column that lie kibibytes apart share few
//! places of the cache, and each is on a page of its own.

use super::factors::{Across, Finish, Right};
use super::panels::{self, PANELS};
use super::product::{LINE, Product, TILE_ROWS, panel};
use super::room::{Room, lend};
use super::thin::Outer;
use crate::Float;
use crate::parallel::{Cost, Job};

/// About how many numbers of the result, and how many of X, a group has: each a part of the cache. Fewer in tests, as
/// below, so that small layers reach all paths.
const GROUP: usize = if cfg!(test) { 3 << 10 } else { 3 << 15 };

/// Rows of X up to so many bytes are read in place.
const NEAR: usize = if cfg!(test) { 256 } else { 1024 };

/// What groups take of a thread's room at most: the sums of one with its copy of X or, where rows are so long that a
/// group is one, that row. (A layer of one output may take more, which no other thread shares.) The panel of another
/// product needs less.
pub(super) const ROOM: usize = PANELS / 2 + 4 * GROUP + LINE;

/// Xᵀ·Δ, with Δ in [panels] where that pays.
pub(super) struct Grouped<'a, T> {
    pub(super) product: Product<'a, T, Across<'a, T>>,
    /// Nothing where Δ is read in place.
    pub(super) panels: &'a [T],
}

impl<T: Float> Grouped<'_, T> {
    /// Gives `take` the rows in groups: where their numbers begin, and their sums. What the product would be written
    /// over stays as it is.
    pub(super) fn each(&self, take: &mut dyn FnMut(usize, &[T])) {
        let columns = self.product.columns;
        self.groups(columns, |row, rows, left, sums| {
            let sums = &mut sums[..rows * columns];
            self.compute(left, sums);
            take(row * columns, sums);
        });
    }

    /// Whether copying X pays: only if Δ is copied, and has panels enough to read each copy.
    fn copies(&self) -> bool {
        let Product { left, columns, .. } = self.product;
        !self.panels.is_empty() && panels::long::<T>(columns) && left.step * size_of::<T>() > NEAR
    }

    /// Gives `take` groups: the first row, how many, their left factor, and room for as many rows of `width`.
    fn groups(&self, width: usize, mut take: impl FnMut(usize, usize, Across<'_, T>, &mut [T])) {
        let Product { left, rows, depth, columns, .. } = self.product;
        let copies = self.copies();
        let most = (GROUP / columns.max(if copies { depth } else { 1 })).max(1);
        let mut size = rows.div_ceil(rows.div_ceil(most));
        if size > TILE_ROWS {
            size = size.next_multiple_of(TILE_ROWS);
        }
        let for_x = if copies { depth * size } else { 0 };
        lend(Room::Inside, for_x + size * width, |room| {
            let (for_x, sums) = room.split_at_mut(for_x);
            for row in (0..rows).step_by(size) {
                let rows = size.min(rows - row);
                let mut left = Across { values: &left.values[row..], ..left };
                if copies {
                    for (copy, x) in for_x.chunks_exact_mut(rows).zip(left.values.chunks(left.step)).take(depth) {
                        copy.copy_from_slice(&x[..rows]);
                    }
                    left = Across { values: for_x, step: rows };
                }
                take(row, rows, left, sums);
            }
        });
    }

    /// The sums of a group, whose left factor is `left`.
    fn compute(&self, left: Across<'_, T>, out: &mut [T]) {
        let Product { right: Right::Plain { values: delta, step }, depth, columns, start, finish, .. } = self.product
        else {
            return;
        };
        let rows = out.len() / columns;
        if depth == 1 {
            let keep = if let Finish::Blend { keep } = finish { keep } else { T::zero() };
            return T::outer(Outer { x: &left.values[..rows], delta, keep, weight: out });
        }
        let mut compute = |first: usize, width: usize, delta: &[T], step: usize| {
            T::across(Product {
                left,
                right: Right::Plain { values: delta, step },
                rows,
                depth,
                columns: width,
                step: columns,
                start,
                finish,
                out: &mut out[first..],
                scratch: Vec::new(),
            });
        };
        if self.panels.is_empty() {
            return compute(0, columns, delta, step);
        }
        for (first, width) in panels::each::<T>(0, columns, panel::<T>()) {
            compute(first, width, &self.panels[first * depth..], width);
        }
    }
}

/// It may be cut as the product may.
impl<T: Float> Job for Grouped<'_, T> {
    fn cost(&self) -> Cost {
        self.product.cost()
    }

    fn split(self, row: usize) -> (Self, Self) {
        let product = self.product.split(row);
        (Self { product: product.0, ..self }, Self { product: product.1, ..self })
    }

    fn run(mut self) {
        let (out, columns) = (std::mem::take(&mut self.product.out), self.product.columns);
        if self.copies() {
            self.groups(0, |row, rows, left, _| self.compute(left, &mut out[row * columns..][..rows * columns]));
        } else {
            self.compute(self.product.left, out);
        }
    }
}
