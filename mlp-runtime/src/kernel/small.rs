//! Small layers: tiles as in [`product`](super::product), compiled for the sizes of a layer.
//!
//! Where W has few columns, a tile is one or two registers wide, and goes through as many rows of X as there are
//! registers for sums, and hardly enough for their addresses. With widths that are known these are one address and
//! constants, and nothing is left to check: products take 0.5 to 0.85 of the time. Of larger layers all of that is
//! little beside the work.
//!
//! The sums are those of the product that is compiled once, to the bit. It does what has too few rows for a tile, what
//! threads share, and all where multiply and add do not fuse. Each choice by size is a constant, so that only the tiles
//! that a layer needs are compiled.

use super::factors::{Across, Along, Finish, Right, Rows, Start};
use super::last::{of_rows, stands_alone};
use super::product::{Panel, Product, TILE_ROWS, panel};
use super::room::{Room, part};
use super::simd::vectors::Vectors;
use super::simd::{Simd, WithSimd};
use super::{gradient_product, nanoseconds};
use crate::{Float, parallel};

/// The most inputs and outputs of a small layer.
const MOST: usize = 32;

/// Whether a layer is small, but neither tiny nor one of dot products.
pub(super) const fn is(inputs: usize, outputs: usize) -> bool {
    let products = inputs > 1 && outputs > 1;
    products && inputs <= MOST && outputs <= MOST && !super::tiny::is(inputs, outputs)
}

/// Whether a batch of so many rows is done here: enough for any tile, and too few for several threads.
#[inline]
pub(super) fn takes<T>(rows: usize, inputs: usize, outputs: usize) -> bool {
    rows >= TILE_ROWS && !parallel::is_worth_splitting(nanoseconds::<T>(rows, inputs, outputs))
}

/// Y ← finish(X·W + b).
pub(super) struct Forward<'a, T, const IN: usize, const OUT: usize> {
    pub(super) x: &'a [[T; IN]],
    pub(super) weight: &'a [[T; OUT]],
    pub(super) start: Start<'a, T>,
    pub(super) finish: Finish<T>,
    pub(super) out: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Forward<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (left, right) = (Along { values: self.x.as_flattened(), width: IN }, self.weight.as_flattened());
        let plain = Right::Plain { values: right, step: OUT };
        let mut product = Product::along(left, plain, self.start, self.finish, &mut *self.out);
        if const { S::FMA } {
            let panel = Panel { right, step: OUT, column: 0, width: OUT, term: 0, depth: IN };
            columns::<T, T::Vectors<S>, _, IN, OUT, 0>(T::vectors(simd), &mut product, panel);
            if const { stands_alone::<T, T::Vectors<S>>(IN, OUT) } {
                let mut column = [T::zero(); IN];
                for (number, row) in column.iter_mut().zip(self.weight) {
                    *number = row[OUT - 1];
                }
                let Self { x, out, start, finish, .. } = self;
                let write = |row: usize, sum: T| finish.write(sum, &mut out[row][OUT - 1]);
                of_rows(T::vectors(simd), x.len(), |row| &x[row], &column, start.of(OUT - 1), write);
            }
        } else {
            T::along(product);
        }
    }
}

/// ∂L/∂X ← Δ·Wᵀ.
pub(super) struct Input<'a, T, const IN: usize, const OUT: usize> {
    pub(super) delta: &'a [[T; OUT]],
    pub(super) weight: &'a [[T; OUT]],
    pub(super) out: &'a mut [[T; IN]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Input<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let left = Along { values: self.delta.as_flattened(), width: OUT };
        let right = Right::Transposed(self.weight.as_flattened());
        let mut product = Product::along(left, right, Start::Zero, Finish::Store, &mut *self.out);
        if const { S::FMA } {
            // As much room as the product that is compiled once takes, lest a batch of few rows allocate after this one.
            let mut scratch = T::take_scratch(Room::Inside);
            let transposed = part(&mut scratch, OUT * panel::<T>());
            product.pack(T::vectors(simd), transposed, IN, 0, OUT, 0, IN);
            let panel = Panel { right: transposed, step: IN, column: 0, width: IN, term: 0, depth: OUT };
            columns::<T, T::Vectors<S>, _, OUT, IN, 0>(T::vectors(simd), &mut product, panel);
            T::give_scratch(Room::Inside, scratch);
            if const { stands_alone::<T, T::Vectors<S>>(OUT, IN) } {
                let Self { delta, weight, out } = self;
                let write = |row: usize, sum: T| out[row][IN - 1] = sum;
                of_rows(T::vectors(simd), delta.len(), |row| &delta[row], &weight[IN - 1], T::zero(), write);
            }
        } else {
            T::along(product);
        }
    }
}

/// W ← finish(Xᵀ·Δ).
pub(super) struct Gradient<'a, T, const IN: usize, const OUT: usize> {
    pub(super) x: &'a [[T; IN]],
    pub(super) delta: &'a [[T; OUT]],
    pub(super) finish: Finish<T>,
    pub(super) weight: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Gradient<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (delta, depth) = (self.delta.as_flattened(), self.x.len());
        let mut product = gradient_product(self.x, self.delta, self.weight, self.finish);
        if const { S::FMA } {
            let mut term = 0;
            while term < depth {
                let terms = Across::<T>::TERMS.min(depth - term);
                let panel = Panel { right: &delta[term * OUT..], step: OUT, column: 0, width: OUT, term, depth: terms };
                columns::<T, T::Vectors<S>, _, { usize::MAX }, OUT, IN>(T::vectors(simd), &mut product, panel);
                term += terms;
            }
            if const { stands_alone::<T, T::Vectors<S>>(usize::MAX, OUT) } {
                Across::last_column(&mut product, T::vectors(simd));
            }
        } else {
            T::across(product);
        }
    }
}

/// All columns of a panel, two registers at once, then one, the last perhaps half a one; of `COUNT` rows, or where that
/// is 0, of any number from [`TILE_ROWS`] on.
#[inline(always)]
fn columns<T: Float, S: Vectors<T>, L: Rows<T>, const DEPTH: usize, const COLUMNS: usize, const COUNT: usize>(
    simd: S,
    product: &mut Product<'_, T, L>,
    panel: Panel<'_, T>,
) {
    let (pairs, ones) = (COLUMNS / (2 * S::LANES) * 2 * S::LANES, COLUMNS / S::LANES * S::LANES);
    if const { COLUMNS >= 2 * S::LANES } {
        for column in (0..pairs).step_by(2 * S::LANES) {
            let panel = panel.part(column, 2 * S::LANES);
            if const { COUNT == 0 } {
                overlapping::<T, S, L, 6, 2>(simd, product, &panel);
            } else {
                exact::<T, S, L, 4, 2, COUNT>(simd, product, &panel);
            }
        }
    }
    if const { COLUMNS % (2 * S::LANES) >= S::LANES } {
        column::<T, S, L, COUNT>(simd, product, &panel.part(pairs, S::LANES));
    }
    if const { stands_alone::<T, S>(DEPTH, COLUMNS) } {
        return;
    }
    if const { COLUMNS % S::LANES > S::HalfWidth::LANES } {
        column::<T, S, L, COUNT>(simd, product, &panel.part(ones, COLUMNS - ones));
    } else if const { !COLUMNS.is_multiple_of(S::LANES) } {
        column::<T, S::HalfWidth, L, COUNT>(simd.half_width(), product, &panel.part(ones, COLUMNS - ones));
    }
}

/// A panel of one register or a part of one.
#[inline(always)]
fn column<T: Float, S: Vectors<T>, L: Rows<T>, const COUNT: usize>(
    simd: S,
    product: &mut Product<'_, T, L>,
    panel: &Panel<'_, T>,
) {
    if const { COUNT == 0 } {
        overlapping::<T, S, L, 12, 1>(simd, product, panel);
    } else {
        exact::<T, S, L, 8, 1, COUNT>(simd, product, panel);
    }
}

/// All rows in tiles of ROWS, of which the last may begin before those that are left, and compute some once more.
#[inline(always)]
fn overlapping<T: Float, S: Vectors<T>, L: Rows<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    product: &mut Product<'_, T, L>,
    panel: &Panel<'_, T>,
) {
    let mut row = 0;
    while row < product.rows {
        product.tile::<S, ROWS, VECTORS, true>(simd, row.min(product.rows - ROWS), panel);
        row += ROWS;
    }
}

/// COUNT rows in tiles of ROWS, at most 8, and one of what is left.
#[inline(always)]
fn exact<T: Float, S: Vectors<T>, L: Rows<T>, const ROWS: usize, const VECTORS: usize, const COUNT: usize>(
    simd: S,
    product: &mut Product<'_, T, L>,
    panel: &Panel<'_, T>,
) {
    let whole = COUNT / ROWS * ROWS;
    if const { COUNT >= ROWS } {
        for row in (0..whole).step_by(ROWS) {
            product.tile::<S, ROWS, VECTORS, true>(simd, row, panel);
        }
    }
    match const { COUNT % ROWS } {
        1 => product.tile::<S, 1, VECTORS, true>(simd, whole, panel),
        2 => product.tile::<S, 2, VECTORS, true>(simd, whole, panel),
        3 => product.tile::<S, 3, VECTORS, true>(simd, whole, panel),
        4 => product.tile::<S, 4, VECTORS, true>(simd, whole, panel),
        5 => product.tile::<S, 5, VECTORS, true>(simd, whole, panel),
        6 => product.tile::<S, 6, VECTORS, true>(simd, whole, panel),
        7 => product.tile::<S, 7, VECTORS, true>(simd, whole, panel),
        _ => {}
    }
}
