//! The two operands of a product, and where they are in memory.

use crate::Float;
use crate::kernel::blocking::{KC, KC_WEIGHT_GRADIENT};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::microkernel::{LhsTile, RowMajorTile, TransposedTile};

/// The left-hand operand, \[rows\]\[depth\].
pub(in crate::kernel) trait Lhs<T>: Copy + Send {
    /// The most terms that are added to all sums of a panel before further terms are added to any.
    const KC: usize;

    /// Rows `row..row + ROWS`, and of them the `depth` terms from `term` on; `SIZED` as in [`RowMajorTile`].
    fn tile<const ROWS: usize, const SIZED: bool>(self, row: usize, term: usize, depth: usize)
    -> impl LhsTile<T, ROWS>;

    /// The rows from `first` on.
    fn skip_rows(self, first: usize) -> Self;

    /// Computes a product with this lhs, by the function that is compiled once for all sizes.
    fn compute(gemm: Gemm<'_, T, Self>);
}

/// As it is in memory: rows of `width` elements.
#[derive(Clone, Copy)]
pub(in crate::kernel) struct RowMajorLhs<'a, T> {
    pub(in crate::kernel) values: &'a [T],
    pub(in crate::kernel) width: usize,
}

impl<T: Float> Lhs<T> for RowMajorLhs<'_, T> {
    const KC: usize = KC;

    #[inline(always)]
    fn tile<const ROWS: usize, const SIZED: bool>(
        self,
        row: usize,
        term: usize,
        depth: usize,
    ) -> impl LhsTile<T, ROWS> {
        RowMajorTile::<T, ROWS, SIZED>::new(&self.values[row * self.width..], self.width, term, depth)
    }

    fn skip_rows(self, first: usize) -> Self {
        Self { values: &self.values[first * self.width..], ..self }
    }

    fn compute(gemm: Gemm<'_, T, Self>) {
        T::gemm(gemm);
    }
}

/// Transposed: a row is a column of `values`, whose own rows are `stride` apart.
#[derive(Clone, Copy)]
pub(in crate::kernel) struct TransposedLhs<'a, T> {
    pub(in crate::kernel) values: &'a [T],
    pub(in crate::kernel) stride: usize,
}

impl<T: Float> Lhs<T> for TransposedLhs<'_, T> {
    const KC: usize = KC_WEIGHT_GRADIENT;

    #[inline(always)]
    fn tile<const ROWS: usize, const SIZED: bool>(
        self,
        row: usize,
        term: usize,
        depth: usize,
    ) -> impl LhsTile<T, ROWS> {
        TransposedTile::<T, ROWS>::new(&self.values[term * self.stride + row..], self.stride, depth)
    }

    fn skip_rows(self, first: usize) -> Self {
        Self { values: &self.values[first..], ..self }
    }

    fn compute(gemm: Gemm<'_, T, Self>) {
        T::gemm_transposed(gemm);
    }
}

/// The right-hand operand, \[depth\]\[columns\].
#[derive(Clone, Copy)]
pub(in crate::kernel) enum Rhs<'a, T> {
    /// As it is in memory: rows that are `stride` apart.
    RowMajor { values: &'a [T], stride: usize },
    /// Columns of `depth` elements each.
    Transposed(&'a [T]),
}

impl<T> Rhs<'_, T> {
    /// The columns from `first` on, of `depth` elements each.
    pub(in crate::kernel) fn skip_columns(self, first: usize, depth: usize) -> Self {
        match self {
            Self::RowMajor { values, stride } => Self::RowMajor { values: &values[first..], stride },
            Self::Transposed(values) => Self::Transposed(&values[first * depth..]),
        }
    }
}
