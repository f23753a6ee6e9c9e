//! The remainder: the last column of a product where it is alone behind whole registers, as in widths of 17, 33 or 65. A
//! micro-tile would take as long for it as for a register full of columns. It is not part of the macro-kernel's loops, which
//! have no register to spare.

use crate::Float;
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::microkernel::{TransposedTile, microkernel};
use crate::kernel::gemm::operands::{Lhs, Rhs, RowMajorLhs, TransposedLhs};
use crate::kernel::level2::dot::{add_products, dot, horizontal_sums};
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, WithSimd};

/// Whether the last column is left to this module.
#[inline(always)]
pub(in crate::kernel) const fn is_remainder<T, S: Vectors<T>>(depth: usize, columns: usize) -> bool {
    depth >= S::LANES && columns > S::LANES && columns % S::LANES == 1
}

/// An lhs with its way to compute a single column.
pub(in crate::kernel) trait RemainderColumn<T>: Lhs<T> {
    /// Computes the last column of the product.
    fn last_column<S: Vectors<T>>(gemm: &mut Gemm<'_, T, Self>, simd: S);
}

/// The last column of the product.
pub(in crate::kernel) struct LastColumn<'p, 'a, T, L>(pub(in crate::kernel) &'p mut Gemm<'a, T, L>);

impl<T: Float, L: RemainderColumn<T>> WithSimd for LastColumn<'_, '_, T, L> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        L::last_column(self.0, T::vectors(simd));
    }
}

/// Dot products: rows are contiguous, and so is the column, or else a copy of it.
impl<T: Float> RemainderColumn<T> for RowMajorLhs<'_, T> {
    #[inline(always)]
    fn last_column<S: Vectors<T>>(gemm: &mut Gemm<'_, T, Self>, simd: S) {
        let Gemm { lhs, rhs, rows, depth, columns, stride, prologue, epilogue, .. } = *gemm;
        let last = columns - 1;
        let column = match rhs {
            Rhs::RowMajor { values, stride } => {
                gemm.workspace.resize(depth.max(gemm.workspace.len()), T::zero());
                for (copy, value) in gemm.workspace.iter_mut().zip(values[last..].iter().step_by(stride)) {
                    *copy = *value;
                }
                &gemm.workspace[..depth]
            }
            Rhs::Transposed(values) => &values[last * depth..][..depth],
        };
        let row = |row: usize| &lhs.values[row * lhs.width..][..depth];
        let write = |row: usize, sum: T| {
            let out = &mut gemm.out[row * stride + last];
            *out = epilogue.of(sum, *out);
        };
        dots(simd, rows, row, column, prologue.of(last), write);
    }
}

/// Calls `write` with the index of each row and `start` + `row` · column.
#[inline(always)]
pub(in crate::kernel) fn dots<'x, T: Float, S: Vectors<T>>(
    simd: S,
    rows: usize,
    row: impl Fn(usize) -> &'x [T],
    column: &[T],
    start: T,
    mut write: impl FnMut(usize, T),
) {
    let fours = rows / 4 * 4;
    for first in (0..fours).step_by(4) {
        let four = [row(first), row(first + 1), row(first + 2), row(first + 3)];
        for (r, sum) in dot(simd, column, four, start).into_iter().enumerate() {
            write(first + r, sum);
        }
    }
    for r in fours..rows {
        let [sum] = dot(simd, column, [row(r)], start);
        write(r, sum);
    }
}

/// The same for a product of a single row. Elements of the column, which begins `weight`, are `columns` apart, and are copied
/// together a block at a time.
#[inline(always)]
pub(in crate::kernel) fn dot_of_row<T: Float, S: Vectors<T>>(
    simd: S,
    x: &[T],
    weight: &[T],
    columns: usize,
    start: T,
) -> T {
    const BLOCK: usize = 64;
    let (mut sums, mut copy) = ([simd.first_lane(start)], [T::zero(); BLOCK]);
    for (x, rows) in x.chunks(BLOCK).zip(weight.chunks(BLOCK * columns)) {
        for (copy, weight) in copy.iter_mut().zip(rows.iter().step_by(columns)) {
            *copy = *weight;
        }
        add_products(simd, &mut sums, &copy[..x.len()], [x]);
    }
    let [sum] = horizontal_sums(simd, sums);
    sum
}

/// A micro-tile of one row, the column, whose own columns are the rows of the product: they are contiguous.
impl<T: Float> RemainderColumn<T> for TransposedLhs<'_, T> {
    #[inline(always)]
    fn last_column<S: Vectors<T>>(gemm: &mut Gemm<'_, T, Self>, simd: S) {
        let mut row = 0;
        while row + 4 * S::LANES <= gemm.rows {
            column_tile::<T, S, 4>(gemm, simd, row, 4 * S::LANES);
            row += 4 * S::LANES;
        }
        while row < gemm.rows {
            let count = S::LANES.min(gemm.rows - row);
            column_tile::<T, S, 1>(gemm, simd, row, count);
            row += count;
        }
    }
}

/// `count` rows from `row` on: VECTORS registers, or a part of one.
#[inline(always)]
fn column_tile<T: Float, S: Vectors<T>, const VECTORS: usize>(
    gemm: &mut Gemm<'_, T, TransposedLhs<'_, T>>,
    simd: S,
    row: usize,
    count: usize,
) {
    let Gemm { lhs, rhs: Rhs::RowMajor { values, stride: rhs_stride }, depth, columns, stride, epilogue, .. } = *gemm
    else {
        return;
    };
    let last = columns - 1;
    let mut sums = [[simd.splat(T::zero()); VECTORS]];
    let column = TransposedTile::<T, 1>::new(&values[last..], rhs_stride, depth);
    microkernel(simd, &mut sums, column, &lhs.values[row..], lhs.stride, count);
    let mut lanes = [T::zero(); 64]; // four registers of 16
    simd.store_array(&mut lanes[..count], sums[0]);
    for (out, sum) in gemm.out.chunks_mut(stride).skip(row).zip(&lanes[..count]) {
        out[last] = epilogue.of(*sum, out[last]);
    }
}
