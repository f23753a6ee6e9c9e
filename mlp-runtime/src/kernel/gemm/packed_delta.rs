//! For Xᵀ·Δ with long rows, Δ is packed once for all rows of the result and all threads.
//!
//! A panel has the columns of the widest micro-tile, row after row of the batch. The last panel takes a remainder narrower
//! than that as well.

use crate::Float;
use crate::kernel::blocking::{MAX_PACKED_ELEMENTS, PACK_DELTA_BYTES, PACK_DELTA_ROW_BYTES, PACK_MIN_ROWS, nr};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::operands::{Rhs, TransposedLhs};
use crate::kernel::gemm::packing::column_blocks;
use crate::kernel::workspace::{Buffer, with_buffer};
use crate::parallel::{self, Cost, Job};

/// Calls `work` with the product and its packed rhs, which is empty where packing does not pay.
pub(in crate::kernel) fn with_packed_delta<'a, T: Float>(
    gemm: Gemm<'a, T, TransposedLhs<'a, T>>,
    work: impl FnOnce(Gemm<'_, T, TransposedLhs<'_, T>>, &[T]),
) {
    let Gemm { rows, depth, columns, .. } = gemm;
    match gemm.rhs {
        Rhs::RowMajor { values, stride } if is_delta_packed::<T>(rows, depth, columns) => {
            with_buffer(Buffer::Result, depth * columns, |panels| {
                parallel::share(PackDelta { rows: &values[..depth * stride], columns, first: 0, panels });
                work(gemm, panels);
            });
        }
        _ => work(gemm, &[]),
    }
}

/// Whether rows of Δ are long.
pub(in crate::kernel) const fn has_long_rows<T>(columns: usize) -> bool {
    columns * size_of::<T>() > PACK_DELTA_ROW_BYTES
}

/// Whether Xᵀ·Δ, \[rows\]\[columns\] with a batch of `depth` rows, packs Δ.
pub(in crate::kernel) const fn is_delta_packed<T>(rows: usize, depth: usize, columns: usize) -> bool {
    let large = columns > nr::<T>() && depth * columns * size_of::<T>() > PACK_DELTA_BYTES;
    rows >= PACK_MIN_ROWS
        && depth > 1
        && (has_long_rows::<T>(columns) || large)
        && depth * columns <= MAX_PACKED_ELEMENTS
}

/// Copies rows into panels. It may be split between panels.
struct PackDelta<'a, T> {
    rows: &'a [T],
    columns: usize,
    /// The column where `panels` begins.
    first: usize,
    panels: &'a mut [T],
}

impl<T: Float> PackDelta<'_, T> {
    fn depth(&self) -> usize {
        self.rows.len() / self.columns
    }
}

impl<T: Float> Job for PackDelta<'_, T> {
    fn cost(&self) -> Cost {
        Cost::of_copying((self.panels.len() / self.depth() / nr::<T>()).max(1), size_of_val(self.panels))
    }

    fn split(self, at: usize) -> (Self, Self) {
        let at = at * nr::<T>();
        let (first, rest) = self.panels.split_at_mut(at * self.depth());
        (Self { panels: first, ..self }, Self { panels: rest, first: self.first + at, ..self })
    }

    fn run(self) {
        let (depth, mut rest) = (self.depth(), self.panels);
        for (first, width) in column_blocks::<T>(self.first, self.columns, nr::<T>()) {
            let Some((panel, behind)) = rest.split_at_mut_checked(width * depth) else { return }; // another thread's
            for (copy, row) in panel.chunks_exact_mut(width).zip(self.rows.chunks_exact(self.columns)) {
                copy.copy_from_slice(&row[first..first + width]);
            }
            rest = behind;
        }
    }
}
