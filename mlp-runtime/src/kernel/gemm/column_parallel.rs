//! Products whose columns are split among threads.
//!
//! Threads that share a product between its rows each pack all of its rhs, if it is packed. Between columns each packs its
//! own part. Since rows of the result then belong to several threads, a panel of it (several of a large rhs) is computed in
//! the thread's buffer, and copied to its place.

use ndarray::{ArrayViewMut2, Axis, Slice};

use crate::Float;
use crate::kernel::blocking::{RESULT_ELEMENTS, line, nanoseconds, nc_large, nr};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::epilogue::{Epilogue, Prologue};
use crate::kernel::gemm::operands::{Rhs, RowMajorLhs};
use crate::kernel::gemm::packing::{column_blocks, is_packed};
use crate::kernel::workspace::{Buffer, with_buffer};
use crate::parallel::{self, Cost, Job};

/// Whether X·W of a batch of `rows` rows packs W and splits its columns among threads.
pub(in crate::kernel) fn splits_columns<T>(rows: usize, columns: usize) -> bool {
    is_packed::<T>(rows, columns) && has_enough_columns::<T>(rows, columns)
}

/// Whether a product of this many rows and columns, which packs its rhs, splits its columns among threads.
pub(in crate::kernel) fn has_enough_columns<T>(rows: usize, columns: usize) -> bool {
    let threads = parallel::max_threads();
    let fits = rows * (nc_large::<T>() + nr::<T>()) <= RESULT_ELEMENTS;
    threads > 1 && fits && columns / nr::<T>() >= 2 * threads
}

/// out \[rows\]\[columns\] ← epilogue(prologue + lhs · rhs).
pub(in crate::kernel) struct ColumnParallel<'a, T> {
    pub(in crate::kernel) lhs: RowMajorLhs<'a, T>,
    pub(in crate::kernel) rhs: Rhs<'a, T>,
    pub(in crate::kernel) prologue: Prologue<'a, T>,
    pub(in crate::kernel) epilogue: Epilogue<T>,
    pub(in crate::kernel) out: ArrayViewMut2<'a, T>,
}

impl<'a, T: Float> ColumnParallel<'a, T> {
    /// The same product without splitting it.
    #[inline(always)]
    pub(in crate::kernel) fn new<const COLUMNS: usize>(
        lhs: RowMajorLhs<'a, T>,
        rhs: Rhs<'a, T>,
        out: &'a mut [[T; COLUMNS]],
    ) -> Self {
        Self { lhs, rhs, prologue: Prologue::Zero, epilogue: Epilogue::Store, out: out.into() }
    }
}

/// It may be split between columns where a cache line, and a register, begins.
impl<T: Float> Job for ColumnParallel<'_, T> {
    fn cost(&self) -> Cost {
        let (rows, columns) = self.out.dim();
        let nanoseconds = nanoseconds::<T>(rows, self.lhs.width, columns);
        Cost::new(columns / line::<T>(), nanoseconds).granularity(nr::<T>() / line::<T>())
    }

    fn split(self, at: usize) -> (Self, Self) {
        let Self { lhs, rhs, prologue, epilogue, out } = self;
        let at = at * line::<T>();
        let (first, rest) = out.split_at(Axis(1), at);
        (
            Self { lhs, rhs, prologue, epilogue, out: first },
            Self {
                lhs,
                rhs: rhs.skip_columns(at, lhs.width),
                prologue: prologue.skip_columns(at),
                epilogue,
                out: rest,
            },
        )
    }

    fn run(mut self) {
        let (rows, columns) = self.out.dim();
        let Self { lhs, rhs, prologue, epilogue, .. } = self;
        let compute = |first: usize, width: usize, out: &mut [T]| {
            let rhs = rhs.skip_columns(first, lhs.width);
            let gemm = Gemm::new(lhs, rhs, [rows, lhs.width, width], out);
            T::gemm(gemm.prologue(prologue.skip_columns(first)).epilogue(epilogue));
        };
        if let Some(out) = self.out.as_slice_mut() {
            return compute(0, columns, out);
        }
        let block = if rhs.is_large(lhs.width) { nc_large::<T>() } else { nr::<T>() };
        for (first, width) in column_blocks::<T>(0, columns, block) {
            with_buffer(Buffer::Result, rows * width, |panel| {
                compute(first, width, panel);
                let mut place = self.out.slice_axis_mut(Axis(1), Slice::from(first..first + width));
                for (place, panel) in place.rows_mut().into_iter().zip(panel.chunks_exact(width)) {
                    if let Some(place) = place.into_slice() {
                        place.copy_from_slice(panel);
                    }
                }
            });
        }
    }
}
