//! out ← epilogue(prologue + lhs · rhs): one loop nest for the products of all layers that have no special path.
//!
//! ```text
//! weight_gradient   groups of rows of Xᵀ·Δ, so that an update finds them in the cache
//! column_parallel   threads split the columns         Gemm as a Job: threads split the rows
//! macrokernel       for KC terms, for NR columns, for MR rows
//!   packing           copies the panel of KC × NR
//!   microkernel       MR × NR sums in registers
//!   remainder         the last column, if it is alone behind whole registers
//! split_k           another order of the sums: two halves of the terms
//! ```

pub(super) mod column_parallel;
pub(super) mod epilogue;
pub(super) mod macrokernel;
pub(super) mod microkernel;
pub(super) mod operands;
pub(super) mod packed_delta;
pub(super) mod packing;
pub(super) mod remainder;
pub(super) mod split_k;
pub(super) mod weight_gradient;

use crate::Float;
use crate::kernel::blocking::{ROW_GRANULARITY, nanoseconds};
use crate::kernel::gemm::epilogue::{Epilogue, Prologue};
use crate::kernel::gemm::operands::{Lhs, Rhs, RowMajorLhs, TransposedLhs};
use crate::parallel::{Cost, Job};

/// out \[rows\]\[columns\] ← epilogue(prologue + lhs · rhs).
pub(super) struct Gemm<'a, T, L> {
    pub(super) lhs: L,
    pub(super) rhs: Rhs<'a, T>,
    pub(super) rows: usize,
    pub(super) depth: usize,
    pub(super) columns: usize,
    pub(super) prologue: Prologue<'a, T>,
    pub(super) epilogue: Epilogue<T>,
    pub(super) out: &'a mut [T],
    /// The distance between the rows of `out`.
    pub(super) stride: usize,
    /// Workspace for packed panels.
    pub(super) workspace: Vec<T>,
}

impl<'a, T: Float, L: Lhs<T>> Gemm<'a, T, L> {
    /// out ← lhs · rhs, for an `out` without gaps between its rows.
    #[inline(always)]
    pub(super) fn new(lhs: L, rhs: Rhs<'a, T>, [rows, depth, columns]: [usize; 3], out: &'a mut [T]) -> Self {
        let (prologue, epilogue) = (Prologue::Zero, Epilogue::Store);
        Self { lhs, rhs, rows, depth, columns, prologue, epilogue, out, stride: columns, workspace: Vec::new() }
    }

    #[inline(always)]
    pub(super) fn prologue(self, prologue: Prologue<'a, T>) -> Self {
        Self { prologue, ..self }
    }

    #[inline(always)]
    pub(super) fn epilogue(self, epilogue: Epilogue<T>) -> Self {
        Self { epilogue, ..self }
    }

    /// The rows of `out` are `stride` apart.
    #[inline(always)]
    pub(super) fn stride(self, stride: usize) -> Self {
        Self { stride, ..self }
    }
}

impl<'a, T: Float> Gemm<'a, T, RowMajorLhs<'a, T>> {
    /// lhs · rhs over all of an `out` whose width is known.
    #[inline(always)]
    pub(super) fn row_major<const COLUMNS: usize>(
        lhs: RowMajorLhs<'a, T>,
        rhs: Rhs<'a, T>,
        out: &'a mut [[T; COLUMNS]],
    ) -> Self {
        Self::new(lhs, rhs, [out.len(), lhs.width, COLUMNS], out.as_flattened_mut())
    }
}

impl<'a, T: Float> Gemm<'a, T, TransposedLhs<'a, T>> {
    /// Xᵀ·Δ over W.
    #[inline(always)]
    pub(super) fn weight_gradient<const IN: usize, const OUT: usize>(
        x: &'a [[T; IN]],
        delta: &'a [[T; OUT]],
        weight: &'a mut [[T; OUT]],
    ) -> Self {
        let (depth, x, delta, out) = (x.len(), x.as_flattened(), delta.as_flattened(), weight.as_flattened_mut());
        // With one output, Xᵀ·Δ is in memory what Δᵀ·X is, whose rows fill registers.
        let (lhs, rhs, rows, columns) = if OUT == 1 { (delta, x, OUT, IN) } else { (x, delta, IN, OUT) };
        let rhs = Rhs::RowMajor { values: rhs, stride: columns };
        Self::new(TransposedLhs { values: lhs, stride: rows }, rhs, [rows, depth, columns], out)
    }
}

/// It may be split between the rows of its result.
impl<T: Float, L: Lhs<T>> Job for Gemm<'_, T, L> {
    fn cost(&self) -> Cost {
        Cost::new(self.rows, nanoseconds::<T>(self.rows, self.depth, self.columns)).granularity(ROW_GRANULARITY)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (first, rest) = self.out.split_at_mut(row * self.stride);
        (
            Self { rows: row, out: first, ..self },
            Self { lhs: self.lhs.skip_rows(row), rows: self.rows - row, out: rest, workspace: Vec::new(), ..self },
        )
    }

    fn run(self) {
        L::compute(self);
    }
}
