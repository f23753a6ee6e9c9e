//! Passes over a batch whose columns have constants: each number becomes another, or each column a sum.

use crate::kernel::{self, Simd, WithSimd};
use crate::{Float, Row};

/// `out[i] ← rule(out[i], rows[..][i], constants[..][column of i])`.
pub(crate) fn each<R: Row, const K: usize, const C: usize>(
    rows: [&[R::Scalar]; K],
    constants: [&[R::Scalar]; C],
    out: &mut [R],
    rule: impl Fn(R::Scalar, [R::Scalar; K], [R::Scalar; C]) -> R::Scalar,
) {
    kernel::dispatch(Each { rows, constants, out, width: R::WIDTH, rule });
}

/// Σ over the rows, in their order, of `rule` of the numbers of a column and its constants.
pub(crate) fn sums<T: Float, const K: usize, const C: usize>(
    rows: [&[T]; K],
    constants: [&[T]; C],
    sums: &mut [T],
    rule: impl Fn([T; K], [T; C]) -> T,
) {
    kernel::dispatch(Sums { rows, constants, sums, rule });
}

struct Each<'a, R: Row, F, const K: usize, const C: usize> {
    rows: [&'a [R::Scalar]; K],
    constants: [&'a [R::Scalar]; C],
    out: &'a mut [R],
    /// That of `R`, but opaque to the compiler.
    width: usize,
    rule: F,
}

impl<R: Row, F, const K: usize, const C: usize> WithSimd for Each<'_, R, F, K, C>
where
    F: Fn(R::Scalar, [R::Scalar; K], [R::Scalar; C]) -> R::Scalar,
{
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        if C == 0 {
            let out = R::flat_mut(self.out);
            return row(columns(self.rows, 0, out.len()), self.constants, out, &self.rule);
        }
        // Narrow rows, their width known, would be vectorized down the columns, which costs more.
        let width = if R::WIDTH < 32 { self.width } else { R::WIDTH };
        for (r, out) in self.out.iter_mut().enumerate() {
            let (rows, out) = (columns(self.rows, r * width, width), &mut out.as_mut_slice()[..width]);
            row(rows, self.constants, out, &self.rule);
        }
    }
}

#[inline(always)]
fn row<T: Float, const K: usize, const C: usize>(
    rows: [&[T]; K],
    constants: [&[T]; C],
    out: &mut [T],
    rule: &impl Fn(T, [T; K], [T; C]) -> T,
) {
    let width = out.len();
    let (rows, constants) = (columns(rows, 0, width), columns(constants, 0, width));
    #[allow(clippy::needless_range_loop)] // narrow rows are twice as fast so
    for i in 0..width {
        out[i] = rule(out[i], at(rows, i), at(constants, i));
    }
}

struct Sums<'a, T, F, const K: usize, const C: usize> {
    rows: [&'a [T]; K],
    constants: [&'a [T]; C],
    sums: &'a mut [T],
    rule: F,
}

impl<T: Float, F: Fn([T; K], [T; C]) -> T, const K: usize, const C: usize> WithSimd for Sums<'_, T, F, K, C> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let column = self.panels::<64>(0);
        let column = self.panels::<8>(column);
        self.panels::<1>(column);
    }
}

impl<T: Float, F: Fn([T; K], [T; C]) -> T, const K: usize, const C: usize> Sums<'_, T, F, K, C> {
    /// `PANEL` columns at a time, their sums in registers from row to row; gives the first column that is left.
    #[inline(always)]
    fn panels<const PANEL: usize>(&mut self, mut column: usize) -> usize {
        let width = self.sums.len();
        while column + PANEL <= width {
            let constants = columns(self.constants, column, PANEL);
            let mut sums = [T::ZERO; PANEL];
            for r in 0..self.rows[0].len() / width {
                let rows = columns(self.rows, r * width + column, PANEL);
                for (lane, sum) in sums.iter_mut().enumerate() {
                    *sum += (self.rule)(at(rows, lane), at(constants, lane));
                }
            }
            self.sums[column..column + PANEL].copy_from_slice(&sums);
            column += PANEL;
        }
        column
    }
}

/// `width` numbers of each slice.
#[inline(always)]
fn columns<T, const K: usize>(mut slices: [&[T]; K], start: usize, width: usize) -> [&[T]; K] {
    for slice in &mut slices {
        *slice = &slice[start..start + width];
    }
    slices
}

/// Number `i` of each slice.
#[inline(always)]
fn at<T: Float, const K: usize>(slices: [&[T]; K], i: usize) -> [T; K] {
    let mut numbers = [T::ZERO; K];
    for (number, slice) in numbers.iter_mut().zip(slices) {
        *number = slice[i];
    }
    numbers
}
