//! Xᵀ·Δ, a group of rows of the result at a time.
//!
//! Where an update follows, it finds each group in the cache, and no gradient goes to memory. Where rows of X are long, what
//! a group reads of them is packed: elements of one column that are kibibytes apart share few sets of the cache, and each is
//! on a page of its own.

use crate::Float;
use crate::kernel::blocking::{GROUP_ELEMENTS, PACK_X_ROW_BYTES, ROW_GRANULARITY, nr};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::operands::{Rhs, TransposedLhs};
use crate::kernel::gemm::packed_delta::has_long_rows;
use crate::kernel::gemm::packing::column_blocks;
use crate::kernel::level2::ger::Ger;
use crate::kernel::workspace::{Buffer, with_buffer};
use crate::parallel::{Cost, Job};

/// Xᵀ·Δ, with Δ [packed](super::packed_delta) where that pays.
pub(in crate::kernel) struct WeightGradient<'a, T> {
    pub(in crate::kernel) gemm: Gemm<'a, T, TransposedLhs<'a, T>>,
    /// Empty where Δ is read in place.
    pub(in crate::kernel) packed_delta: &'a [T],
}

impl<T: Float> WeightGradient<'_, T> {
    /// Calls `take` with each group of rows: the index of its first element, and its sums. `out` is not written.
    pub(in crate::kernel) fn for_each_group(&self, take: &mut dyn FnMut(usize, &[T])) {
        let columns = self.gemm.columns;
        self.groups(columns, |row, rows, lhs, sums| {
            let sums = &mut sums[..rows * columns];
            self.compute(lhs, sums);
            take(row * columns, sums);
        });
    }

    /// Whether packing X pays: only if Δ is packed, and has enough panels to read each copy.
    fn packs_x(&self) -> bool {
        let Gemm { lhs, columns, .. } = self.gemm;
        !self.packed_delta.is_empty() && has_long_rows::<T>(columns) && lhs.stride * size_of::<T>() > PACK_X_ROW_BYTES
    }

    /// Calls `take` with each group: its first row, how many there are, their lhs, and a buffer for as many rows of `width`.
    fn groups(&self, width: usize, mut take: impl FnMut(usize, usize, TransposedLhs<'_, T>, &mut [T])) {
        let Gemm { lhs, rows, depth, columns, .. } = self.gemm;
        let packs = self.packs_x();
        let most = (GROUP_ELEMENTS / columns.max(if packs { depth } else { 1 })).max(1);
        let mut size = rows.div_ceil(rows.div_ceil(most));
        if size > ROW_GRANULARITY {
            size = size.next_multiple_of(ROW_GRANULARITY);
        }
        let packed = if packs { depth * size } else { 0 };
        with_buffer(Buffer::Packing, packed + size * width, |buffer| {
            let (packed, sums) = buffer.split_at_mut(packed);
            for row in (0..rows).step_by(size) {
                let rows = size.min(rows - row);
                let mut lhs = TransposedLhs { values: &lhs.values[row..], ..lhs };
                if packs {
                    for (copy, x) in packed.chunks_exact_mut(rows).zip(lhs.values.chunks(lhs.stride)).take(depth) {
                        copy.copy_from_slice(&x[..rows]);
                    }
                    lhs = TransposedLhs { values: packed, stride: rows };
                }
                take(row, rows, lhs, sums);
            }
        });
    }

    /// The sums of a group whose lhs is `lhs`.
    fn compute(&self, lhs: TransposedLhs<'_, T>, out: &mut [T]) {
        let Gemm { rhs, depth, columns, prologue, epilogue, .. } = self.gemm;
        let rows = out.len() / columns;
        if let (Rhs::RowMajor { values: delta, .. }, 1) = (rhs, depth) {
            return T::ger(Ger { x: &lhs.values[..rows], delta, beta: epilogue.beta(), weight: out });
        }
        let mut compute = |first: usize, width: usize, rhs: Rhs<'_, T>| {
            let gemm = Gemm::new(lhs, rhs, [rows, depth, width], &mut out[first..]);
            T::gemm_transposed(gemm.prologue(prologue).epilogue(epilogue).stride(columns));
        };
        if self.packed_delta.is_empty() {
            return compute(0, columns, rhs);
        }
        for (first, width) in column_blocks::<T>(0, columns, nr::<T>()) {
            compute(first, width, Rhs::RowMajor { values: &self.packed_delta[first * depth..], stride: width });
        }
    }
}

/// It may be split like the product.
impl<T: Float> Job for WeightGradient<'_, T> {
    fn cost(&self) -> Cost {
        self.gemm.cost()
    }

    fn split(self, row: usize) -> (Self, Self) {
        let gemm = self.gemm.split(row);
        (Self { gemm: gemm.0, ..self }, Self { gemm: gemm.1, ..self })
    }

    fn run(mut self) {
        let (out, columns) = (std::mem::take(&mut self.gemm.out), self.gemm.columns);
        if self.packs_x() {
            self.groups(0, |row, rows, lhs, _| self.compute(lhs, &mut out[row * columns..][..rows * columns]));
        } else {
            self.compute(self.gemm.lhs, out);
        }
    }
}
