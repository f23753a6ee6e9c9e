//! What a product is made of: where its factors lie, what its sums begin with, and what becomes of them.

use super::lanes::Lanes;
use super::product::{DEPTH, Product};
use super::thin::dot;
use super::tile::{Across, Left, Lines, accumulate};
use crate::Float;

/// The left factor, \[rows\]\[depth\].
pub(super) trait Rows<T>: Copy + Send {
    /// How many terms of all sums are added before the next, at most [`DEPTH`].
    const TERMS: usize;

    /// ROWS rows from `row` on, terms from `term` on.
    fn block<const ROWS: usize>(self, row: usize, term: usize) -> impl Left<T, ROWS>;

    /// All but the first `rows` rows.
    fn skip(self, rows: usize) -> Self;

    /// Computes a product with such a left factor.
    fn run(product: Product<'_, T, Self>);

    /// Computes the last column of the product alone.
    fn last_column<S: Lanes<T>>(product: &mut Product<'_, T, Self>, set: S);
}

/// As it lies in memory: rows of `width`.
#[derive(Clone, Copy)]
pub(super) struct Along<'a, T> {
    pub(super) values: &'a [T],
    pub(super) width: usize,
}

impl<T: Float> Rows<T> for Along<'_, T> {
    const TERMS: usize = DEPTH;

    #[inline(always)]
    fn block<const ROWS: usize>(self, row: usize, term: usize) -> impl Left<T, ROWS> {
        Lines::new(&self.values[row * self.width + term..], self.width)
    }

    fn skip(self, rows: usize) -> Self {
        Self { values: &self.values[rows * self.width..], ..self }
    }

    fn run(product: Product<'_, T, Self>) {
        T::along(product);
    }

    /// Rows and, where it is not one, a copy of the column lie in memory as dot products want them.
    #[inline(always)]
    fn last_column<S: Lanes<T>>(product: &mut Product<'_, T, Self>, set: S) {
        let Product { left, right, rows, depth, columns, start, finish, .. } = *product;
        let last = columns - 1;
        let column = match right {
            Right::Plain(values) => {
                product.scratch.resize(depth.max(product.scratch.len()), T::zero());
                for (copy, row) in product.scratch.iter_mut().zip(values.chunks_exact(columns)) {
                    *copy = row[last];
                }
                &product.scratch[..depth]
            }
            Right::Transposed(values) => &values[last * depth..][..depth],
        };
        let start = match start {
            Start::Bias(bias) => bias[last],
            Start::Zero => T::zero(),
        };
        let mut write = |row: usize, sum: T| {
            let rectified = matches!(finish, Finish::Rectify) && sum < T::zero();
            product.out[row * columns + last] = if rectified { T::zero() } else { sum };
        };
        let line = |row: usize| &left.values[row * left.width..][..depth];
        for row in (0..rows / 4 * 4).step_by(4) {
            let four = [line(row), line(row + 1), line(row + 2), line(row + 3)];
            for (r, sum) in dot(set, column, four, start).into_iter().enumerate() {
                write(row + r, sum);
            }
        }
        for row in rows / 4 * 4..rows {
            let [sum] = dot(set, column, [line(row)], start);
            write(row, sum);
        }
    }
}

/// Transposed: a row is a column of `values`, whose rows have the width `step`.
impl<T: Float> Rows<T> for Across<'_, T> {
    /// Each panel reads all rows of `values` again, which of so many should still be in the cache.
    const TERMS: usize = 256;

    #[inline(always)]
    fn block<const ROWS: usize>(self, row: usize, term: usize) -> impl Left<T, ROWS> {
        Across { values: &self.values[term * self.step + row..], step: self.step }
    }

    fn skip(self, rows: usize) -> Self {
        Self { values: &self.values[rows..], ..self }
    }

    fn run(product: Product<'_, T, Self>) {
        T::across(product);
    }

    /// The rows of `values` lie in memory as those of the right factor of a transposed product, which has one row.
    #[inline(always)]
    fn last_column<S: Lanes<T>>(product: &mut Product<'_, T, Self>, set: S) {
        let mut row = 0;
        while row + 4 * S::LANES <= product.rows {
            last_of_rows::<T, S, 4>(product, set, row, 4 * S::LANES);
            row += 4 * S::LANES;
        }
        while row < product.rows {
            let count = S::LANES.min(product.rows - row);
            last_of_rows::<T, S, 1>(product, set, row, count);
            row += count;
        }
    }
}

/// The last column in `count` rows, VECTORS registers or a part of one.
#[inline(always)]
fn last_of_rows<T: Float, S: Lanes<T>, const VECTORS: usize>(
    product: &mut Product<'_, T, Across<'_, T>>,
    set: S,
    row: usize,
    count: usize,
) {
    let Product { left, right: Right::Plain(right), depth, columns, finish, .. } = *product else { return };
    let last = columns - 1;
    let mut sums = [[set.splat(T::zero()); VECTORS]];
    let column = Across { values: &right[last..], step: columns };
    accumulate(set, &mut sums, column, &left.values[row..], left.step, count, depth);
    let mut lanes = [T::zero(); 64];
    set.store_all(&mut lanes[..count], sums[0]);
    for (out, sum) in product.out.chunks_exact_mut(columns).skip(row).zip(&lanes[..count]) {
        let old = if let Finish::Blend { keep } = finish { keep * out[last] } else { T::zero() };
        out[last] = old + *sum;
    }
}

/// The right factor, \[depth\]\[columns\].
#[derive(Clone, Copy)]
pub(super) enum Right<'a, T> {
    /// As it lies in memory: rows of `columns`.
    Plain(&'a [T]),
    /// Columns of `depth` numbers.
    Transposed(&'a [T]),
}

/// What the sums begin with.
#[derive(Clone, Copy)]
pub(super) enum Start<'a, T> {
    Zero,
    /// A number a column.
    Bias(&'a [T]),
}

/// What becomes of the sums s.
#[derive(Clone, Copy)]
pub(super) enum Finish<T> {
    /// out ← s.
    Store,
    /// out ← max(0, s).
    Rectify,
    /// out ← keep · out + s.
    Blend { keep: T },
}
