//! What a product is made of: where its factors lie, what its sums begin with, and what becomes of them.

use super::last;
use super::product::{DEPTH, Product};
use super::simd::vectors::Vectors;
use super::tile::{Columns, Left, Lines};
use crate::Float;

/// The left factor, \[rows\]\[depth\].
pub(super) trait Rows<T>: Copy + Send {
    /// How many terms go into all sums of a panel before further terms go into any, at most [`DEPTH`].
    const TERMS: usize;

    /// Whether panels may be so large that the last rows take tiles which are [taller](super::blocks).
    const TALL: bool;

    /// ROWS rows from `row` on, of them `depth` terms from `term` on; `KNOWN` as in [`Lines`].
    fn block<const ROWS: usize, const KNOWN: bool>(self, row: usize, term: usize, depth: usize) -> impl Left<T, ROWS>;

    /// All but the first `rows` rows.
    fn skip(self, rows: usize) -> Self;

    /// Computes a product with such a left factor.
    fn run(product: Product<'_, T, Self>);

    /// Computes the last column of the product alone.
    fn last_column<S: Vectors<T>>(product: &mut Product<'_, T, Self>, simd: S);
}

/// As it lies in memory: rows of `width`.
#[derive(Clone, Copy)]
pub(super) struct Along<'a, T> {
    pub(super) values: &'a [T],
    pub(super) width: usize,
}

impl<T: Float> Rows<T> for Along<'_, T> {
    const TERMS: usize = DEPTH;
    const TALL: bool = true;

    #[inline(always)]
    fn block<const ROWS: usize, const KNOWN: bool>(self, row: usize, term: usize, depth: usize) -> impl Left<T, ROWS> {
        Lines::<T, ROWS, KNOWN>::new(&self.values[row * self.width..], self.width, term, depth)
    }

    fn skip(self, rows: usize) -> Self {
        Self { values: &self.values[rows * self.width..], ..self }
    }

    fn run(product: Product<'_, T, Self>) {
        T::along(product);
    }

    #[inline(always)]
    fn last_column<S: Vectors<T>>(product: &mut Product<'_, T, Self>, simd: S) {
        last::of_rows_along(product, simd);
    }
}

/// Transposed: a row is a column of `values`, whose rows have the width `step`.
#[derive(Clone, Copy)]
pub(super) struct Across<'a, T> {
    pub(super) values: &'a [T],
    pub(super) step: usize,
}

impl<T: Float> Rows<T> for Across<'_, T> {
    /// Each panel reads all rows of `values` again: of so many, each perhaps on a page of its own, a processor has the
    /// pages at hand, and the nearest cache holds what a panel has for them.
    const TERMS: usize = if cfg!(test) { 24 } else { 64 };
    const TALL: bool = false;

    #[inline(always)]
    fn block<const ROWS: usize, const KNOWN: bool>(self, row: usize, term: usize, depth: usize) -> impl Left<T, ROWS> {
        Columns::<T, ROWS>::new(&self.values[term * self.step + row..], self.step, depth)
    }

    fn skip(self, rows: usize) -> Self {
        Self { values: &self.values[rows..], ..self }
    }

    fn run(product: Product<'_, T, Self>) {
        T::across(product);
    }

    #[inline(always)]
    fn last_column<S: Vectors<T>>(product: &mut Product<'_, T, Self>, simd: S) {
        last::of_rows_across(product, simd);
    }
}

/// The right factor, \[depth\]\[columns\].
#[derive(Clone, Copy)]
pub(super) enum Right<'a, T> {
    /// As it lies in memory: rows that are `step` numbers apart.
    Plain { values: &'a [T], step: usize },
    /// Columns of `depth` numbers.
    Transposed(&'a [T]),
}

impl<T> Right<'_, T> {
    /// All but the first `count` columns, of `depth` numbers each.
    pub(super) fn skip(self, count: usize, depth: usize) -> Self {
        match self {
            Self::Plain { values, step } => Self::Plain { values: &values[count..], step },
            Self::Transposed(values) => Self::Transposed(&values[count * depth..]),
        }
    }
}

/// What the sums begin with.
#[derive(Clone, Copy)]
pub(super) enum Start<'a, T> {
    Zero,
    /// A number a column.
    Bias(&'a [T]),
}

impl<T: Float> Start<'_, T> {
    /// The number of a column.
    pub(super) fn of(self, column: usize) -> T {
        match self {
            Self::Zero => T::zero(),
            Self::Bias(bias) => bias[column],
        }
    }

    /// For all but the first `columns` columns.
    pub(super) fn skip(self, columns: usize) -> Self {
        match self {
            Self::Zero => Self::Zero,
            Self::Bias(bias) => Self::Bias(&bias[columns..]),
        }
    }
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

impl<T: Float> Finish<T> {
    /// What becomes of a single sum, where `old` stood.
    #[inline(always)]
    pub(super) fn of(self, sum: T, old: T) -> T {
        match self {
            Self::Store => sum,
            // Written so that NaN stays NaN.
            Self::Rectify => {
                if sum < T::zero() {
                    T::zero()
                } else {
                    sum
                }
            }
            Self::Blend { keep } => keep * old + sum,
        }
    }

    /// The same where the number is.
    #[inline(always)]
    pub(super) fn write(self, sum: T, out: &mut T) {
        *out = self.of(sum, *out);
    }
}
