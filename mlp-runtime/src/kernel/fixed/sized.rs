//! Layers of up to 32 inputs and outputs: the micro-tiles of [`gemm`](crate::kernel::gemm), compiled for the sizes of the
//! layer.
//!
//! If W has few columns, a micro-tile is one or two registers wide, and has as many rows of X as there are registers for
//! sums, and hardly enough for their addresses. With known widths these are one address and constants, and nothing is left
//! to check: products take 0.5 to 0.85 of the time. For larger layers all of that is little compared to the work.
//!
//! The sums are those of the product that is compiled once for all sizes, to the bit. That product computes batches of too
//! few rows for a tile, what threads share, and everything where multiply and add do not fuse. Each choice by size is a
//! constant, so that only the tiles that a layer needs are compiled.

use crate::kernel::blocking::{ROW_GRANULARITY, SIZED_MAX_WIDTH, nanoseconds, nr};
use crate::kernel::fixed::unrolled::is_unrolled;
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::epilogue::{Epilogue, Prologue};
use crate::kernel::gemm::macrokernel::Panel;
use crate::kernel::gemm::operands::{Lhs, Rhs, RowMajorLhs, TransposedLhs};
use crate::kernel::gemm::remainder::{RemainderColumn, dots, is_remainder};
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, WithSimd};
use crate::kernel::workspace::{Buffer, aligned};
use crate::{Float, parallel};

/// Whether a layer has such sizes, and is neither unrolled nor made of dot products.
pub(in crate::kernel) const fn is_sized(inputs: usize, outputs: usize) -> bool {
    let products = inputs > 1 && outputs > 1;
    products && inputs <= SIZED_MAX_WIDTH && outputs <= SIZED_MAX_WIDTH && !is_unrolled(inputs, outputs)
}

/// Whether a batch of `rows` rows is computed here: enough for any tile, and too few for several threads.
#[inline]
pub(in crate::kernel) fn takes_batch<T>(rows: usize, inputs: usize, outputs: usize) -> bool {
    rows >= ROW_GRANULARITY && !parallel::is_worth_splitting(nanoseconds::<T>(rows, inputs, outputs))
}

/// Y ← epilogue(X·W + b).
pub(in crate::kernel) struct Forward<'a, T, const IN: usize, const OUT: usize> {
    pub(in crate::kernel) x: &'a [[T; IN]],
    pub(in crate::kernel) weight: &'a [[T; OUT]],
    pub(in crate::kernel) prologue: Prologue<'a, T>,
    pub(in crate::kernel) epilogue: Epilogue<T>,
    pub(in crate::kernel) out: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Forward<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (lhs, values) = (RowMajorLhs { values: self.x.as_flattened(), width: IN }, self.weight.as_flattened());
        let rhs = Rhs::RowMajor { values, stride: OUT };
        let gemm = Gemm::row_major(lhs, rhs, &mut *self.out);
        let mut gemm = gemm.prologue(self.prologue).epilogue(self.epilogue);
        if const { S::FMA } {
            let panel = Panel { values, stride: OUT, column: 0, columns: OUT, term: 0, depth: IN };
            columns::<T, T::Vectors<S>, _, IN, OUT, ANY_ROWS>(T::vectors(simd), &mut gemm, panel);
            if const { is_remainder::<T, T::Vectors<S>>(IN, OUT) } {
                let mut column = [T::zero(); IN];
                for (value, row) in column.iter_mut().zip(self.weight) {
                    *value = row[OUT - 1];
                }
                let Self { x, out, prologue, epilogue, .. } = self;
                let write = |row: usize, sum: T| {
                    let out = &mut out[row][OUT - 1];
                    *out = epilogue.of(sum, *out);
                };
                dots(T::vectors(simd), x.len(), |row| &x[row], &column, prologue.of(OUT - 1), write);
            }
        } else {
            T::gemm(gemm);
        }
    }
}

/// ∂L/∂X ← Δ·Wᵀ.
pub(in crate::kernel) struct InputGradient<'a, T, const IN: usize, const OUT: usize> {
    pub(in crate::kernel) delta: &'a [[T; OUT]],
    pub(in crate::kernel) weight: &'a [[T; OUT]],
    pub(in crate::kernel) out: &'a mut [[T; IN]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for InputGradient<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let lhs = RowMajorLhs { values: self.delta.as_flattened(), width: OUT };
        let rhs = Rhs::Transposed(self.weight.as_flattened());
        let mut gemm = Gemm::row_major(lhs, rhs, &mut *self.out);
        if const { S::FMA } {
            // As large as the panels of the product for all sizes, or a batch of few rows would allocate after this one.
            let mut buffer = T::take_buffer(Buffer::Packing);
            let values = aligned(&mut buffer, OUT * nr::<T>());
            gemm.pack(T::vectors(simd), values, IN, [0, OUT], [0, IN]);
            let panel = Panel { values, stride: IN, column: 0, columns: IN, term: 0, depth: OUT };
            columns::<T, T::Vectors<S>, _, OUT, IN, ANY_ROWS>(T::vectors(simd), &mut gemm, panel);
            T::put_back(Buffer::Packing, buffer);
            if const { is_remainder::<T, T::Vectors<S>>(OUT, IN) } {
                let Self { delta, weight, out } = self;
                let write = |row: usize, sum: T| out[row][IN - 1] = sum;
                dots(T::vectors(simd), delta.len(), |row| &delta[row], &weight[IN - 1], T::zero(), write);
            }
        } else {
            T::gemm(gemm);
        }
    }
}

/// W ← epilogue(Xᵀ·Δ).
pub(in crate::kernel) struct WeightGradient<'a, T, const IN: usize, const OUT: usize> {
    pub(in crate::kernel) x: &'a [[T; IN]],
    pub(in crate::kernel) delta: &'a [[T; OUT]],
    pub(in crate::kernel) epilogue: Epilogue<T>,
    pub(in crate::kernel) weight: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for WeightGradient<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (delta, rows) = (self.delta.as_flattened(), self.x.len());
        let mut gemm = Gemm::weight_gradient(self.x, self.delta, self.weight).epilogue(self.epilogue);
        if const { S::FMA } {
            for term in (0..rows).step_by(TransposedLhs::<T>::KC) {
                let depth = TransposedLhs::<T>::KC.min(rows - term);
                let values = &delta[term * OUT..];
                let panel = Panel { values, stride: OUT, column: 0, columns: OUT, term, depth };
                columns::<T, T::Vectors<S>, _, ANY_DEPTH, OUT, IN>(T::vectors(simd), &mut gemm, panel);
            }
            if const { is_remainder::<T, T::Vectors<S>>(ANY_DEPTH, OUT) } {
                TransposedLhs::last_column(&mut gemm, T::vectors(simd));
            }
        } else {
            T::gemm_transposed(gemm);
        }
    }
}

/// The number of rows is that of the batch, at least [`ROW_GRANULARITY`].
const ANY_ROWS: usize = 0;

/// The number of terms is that of the batch, for which a remainder always pays.
const ANY_DEPTH: usize = usize::MAX;

/// All columns of a panel, two registers at a time, then one, the last perhaps of half width; with `ROWS_KNOWN`
/// rows, which may be [`ANY_ROWS`].
#[inline(always)]
fn columns<T: Float, S: Vectors<T>, L: Lhs<T>, const DEPTH: usize, const COLUMNS: usize, const ROWS_KNOWN: usize>(
    simd: S,
    gemm: &mut Gemm<'_, T, L>,
    panel: Panel<'_, T>,
) {
    let (pairs, ones) = (COLUMNS / (2 * S::LANES) * 2 * S::LANES, COLUMNS / S::LANES * S::LANES);
    if const { COLUMNS >= 2 * S::LANES } {
        for column in (0..pairs).step_by(2 * S::LANES) {
            let panel = panel.part(column, 2 * S::LANES);
            if const { ROWS_KNOWN == ANY_ROWS } {
                overlapping::<T, S, L, 6, 2>(simd, gemm, &panel);
            } else {
                exact::<T, S, L, 4, 2, ROWS_KNOWN>(simd, gemm, &panel);
            }
        }
    }
    if const { COLUMNS % (2 * S::LANES) >= S::LANES } {
        column::<T, S, L, ROWS_KNOWN>(simd, gemm, &panel.part(pairs, S::LANES));
    }
    if const { is_remainder::<T, S>(DEPTH, COLUMNS) } {
        return;
    }
    if const { COLUMNS % S::LANES > S::HalfWidth::LANES } {
        column::<T, S, L, ROWS_KNOWN>(simd, gemm, &panel.part(ones, COLUMNS - ones));
    } else if const { !COLUMNS.is_multiple_of(S::LANES) } {
        column::<T, S::HalfWidth, L, ROWS_KNOWN>(simd.half_width(), gemm, &panel.part(ones, COLUMNS - ones));
    }
}

/// A panel of one register, or a part of one.
#[inline(always)]
fn column<T: Float, S: Vectors<T>, L: Lhs<T>, const ROWS_KNOWN: usize>(
    simd: S,
    gemm: &mut Gemm<'_, T, L>,
    panel: &Panel<'_, T>,
) {
    if const { ROWS_KNOWN == ANY_ROWS } {
        overlapping::<T, S, L, 12, 1>(simd, gemm, panel);
    } else {
        exact::<T, S, L, 8, 1, ROWS_KNOWN>(simd, gemm, panel);
    }
}

/// All rows in tiles of ROWS. The last tile may begin before the rows that remain, and compute some again.
#[inline(always)]
fn overlapping<T: Float, S: Vectors<T>, L: Lhs<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    gemm: &mut Gemm<'_, T, L>,
    panel: &Panel<'_, T>,
) {
    let mut row = 0;
    while row < gemm.rows {
        gemm.tile::<S, ROWS, VECTORS, true>(simd, row.min(gemm.rows - ROWS), panel);
        row += ROWS;
    }
}

/// Exactly `ROWS_KNOWN` rows, in tiles of ROWS, at most 8, and one for the rest.
#[inline(always)]
fn exact<T: Float, S: Vectors<T>, L: Lhs<T>, const ROWS: usize, const VECTORS: usize, const ROWS_KNOWN: usize>(
    simd: S,
    gemm: &mut Gemm<'_, T, L>,
    panel: &Panel<'_, T>,
) {
    let whole = ROWS_KNOWN / ROWS * ROWS;
    if const { ROWS_KNOWN >= ROWS } {
        for row in (0..whole).step_by(ROWS) {
            gemm.tile::<S, ROWS, VECTORS, true>(simd, row, panel);
        }
    }
    match const { ROWS_KNOWN % ROWS } {
        1 => gemm.tile::<S, 1, VECTORS, true>(simd, whole, panel),
        2 => gemm.tile::<S, 2, VECTORS, true>(simd, whole, panel),
        3 => gemm.tile::<S, 3, VECTORS, true>(simd, whole, panel),
        4 => gemm.tile::<S, 4, VECTORS, true>(simd, whole, panel),
        5 => gemm.tile::<S, 5, VECTORS, true>(simd, whole, panel),
        6 => gemm.tile::<S, 6, VECTORS, true>(simd, whole, panel),
        7 => gemm.tile::<S, 7, VECTORS, true>(simd, whole, panel),
        _ => {}
    }
}
