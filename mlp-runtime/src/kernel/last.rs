//! The last column of a product where it stands alone behind whole registers, as that of 17, 33 or 65: a tile would
//! take as long for it as for a register full of columns. It is not part of the product's loops, which have no register
//! to spare.

use crate::Float;
use crate::kernel::dots::{add_products, dot, sums_of};
use crate::kernel::factors::{Across, Along, Right, Rows};
use crate::kernel::product::Product;
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, WithSimd};
use crate::kernel::tile::{Columns, accumulate};

/// Whether the last column is left to this module.
#[inline(always)]
pub(super) const fn stands_alone<T, S: Vectors<T>>(depth: usize, columns: usize) -> bool {
    depth >= S::LANES && columns > S::LANES && columns % S::LANES == 1
}

/// The last column of the product.
pub(super) struct LastColumn<'p, 'a, T, L>(pub(super) &'p mut Product<'a, T, L>);

impl<T: Float, L: Rows<T>> WithSimd for LastColumn<'_, '_, T, L> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        L::last_column(self.0, T::vectors(simd));
    }
}

/// Dot products: rows lie in memory as these want them, and the column, or else a copy of it, does too.
#[inline(always)]
pub(super) fn of_rows_along<T: Float, S: Vectors<T>>(product: &mut Product<'_, T, Along<'_, T>>, simd: S) {
    let Product { left, right, rows, depth, columns, step, start, finish, .. } = *product;
    let last = columns - 1;
    let column = match right {
        Right::Plain { values, step } => {
            product.scratch.resize(depth.max(product.scratch.len()), T::zero());
            for (copy, number) in product.scratch.iter_mut().zip(values[last..].iter().step_by(step)) {
                *copy = *number;
            }
            &product.scratch[..depth]
        }
        Right::Transposed(values) => &values[last * depth..][..depth],
    };
    let line = |row: usize| &left.values[row * left.width..][..depth];
    let write = |row: usize, sum: T| finish.write(sum, &mut product.out[row * step + last]);
    of_rows(simd, rows, line, column, start.of(last), write);
}

/// Gives `write` each of so many rows' number and start + its `line` · column.
#[inline(always)]
pub(super) fn of_rows<'x, T: Float, S: Vectors<T>>(
    simd: S,
    rows: usize,
    line: impl Fn(usize) -> &'x [T],
    column: &[T],
    start: T,
    mut write: impl FnMut(usize, T),
) {
    let fours = rows / 4 * 4;
    for row in (0..fours).step_by(4) {
        let four = [line(row), line(row + 1), line(row + 2), line(row + 3)];
        for (r, sum) in dot(simd, column, four, start).into_iter().enumerate() {
            write(row + r, sum);
        }
    }
    for row in fours..rows {
        let [sum] = dot(simd, column, [line(row)], start);
        write(row, sum);
    }
}

/// The same for a product of one row: numbers of the column, which begins `weight`, lie `columns` apart, and are copied
/// together some at a time.
#[inline(always)]
pub(super) fn of_row<T: Float, S: Vectors<T>>(simd: S, x: &[T], weight: &[T], columns: usize, start: T) -> T {
    const COPIED: usize = 64;
    let (mut sums, mut copy) = ([simd.first_lane(start)], [T::zero(); COPIED]);
    for (x, rows) in x.chunks(COPIED).zip(weight.chunks(COPIED * columns)) {
        for (copy, weight) in copy.iter_mut().zip(rows.iter().step_by(columns)) {
            *copy = *weight;
        }
        add_products(simd, &mut sums, &copy[..x.len()], [x]);
    }
    let [sum] = sums_of(simd, sums);
    sum
}

/// A tile of one row, the column, whose own columns are the rows of the product: `values` lie in memory as it wants
/// them.
#[inline(always)]
pub(super) fn of_rows_across<T: Float, S: Vectors<T>>(product: &mut Product<'_, T, Across<'_, T>>, simd: S) {
    let mut row = 0;
    while row + 4 * S::LANES <= product.rows {
        tile::<T, S, 4>(product, simd, row, 4 * S::LANES);
        row += 4 * S::LANES;
    }
    while row < product.rows {
        let count = S::LANES.min(product.rows - row);
        tile::<T, S, 1>(product, simd, row, count);
        row += count;
    }
}

/// `count` rows from `row` on: VECTORS registers or a part of one.
#[inline(always)]
fn tile<T: Float, S: Vectors<T>, const VECTORS: usize>(
    product: &mut Product<'_, T, Across<'_, T>>,
    simd: S,
    row: usize,
    count: usize,
) {
    let Product { left, right: Right::Plain { values: right, step: apart }, depth, columns, step, finish, .. } =
        *product
    else {
        return;
    };
    let last = columns - 1;
    let mut sums = [[simd.splat(T::zero()); VECTORS]];
    let column = Columns::<T, 1>::new(&right[last..], apart, depth);
    accumulate(simd, &mut sums, column, &left.values[row..], left.step, count);
    let mut lanes = [T::zero(); 64]; // four registers of 16
    simd.store_array(&mut lanes[..count], sums[0]);
    for (out, sum) in product.out.chunks_mut(step).skip(row).zip(&lanes[..count]) {
        out[last] = finish.of(*sum, out[last]);
    }
}
