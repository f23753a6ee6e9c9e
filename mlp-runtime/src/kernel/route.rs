//! The dispatcher: which path a product takes. [`kernel`](crate::kernel) has the same as a table, and a test compares them.

use crate::kernel::blocking::TRANSPOSE_MIN_ROWS;
use crate::kernel::fixed::sized::{is_sized, takes_batch};
use crate::kernel::fixed::unrolled::is_unrolled;
use crate::kernel::gemm::column_parallel::{has_enough_columns, splits_columns};
use crate::kernel::gemm::packed_delta::is_delta_packed;
use crate::kernel::gemm::packing::is_packed;
use crate::kernel::gemm::split_k::{is_split, shares_halves};

/// A path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// [`fixed::unrolled`](crate::kernel::fixed::unrolled).
    Unrolled,
    /// [`fixed::sized`](crate::kernel::fixed::sized).
    Sized,
    /// [`level2::gemv`](crate::kernel::level2::gemv).
    Gemv,
    /// [`level2::ger`](crate::kernel::level2::ger).
    Ger,
    /// [`level2::dot`](crate::kernel::level2::dot).
    Dot,
    /// [`gemm::split_k`](crate::kernel::gemm::split_k), shared between rows.
    SplitK,
    /// The same, shared between halves of the terms.
    SplitKHalves,
    /// [`gemm::column_parallel`](crate::kernel::gemm::column_parallel).
    ColumnParallel,
    /// [`gemm`](crate::kernel::gemm) with its rhs read in place.
    Gemm,
    /// The same with a packed rhs.
    GemmPacked,
}

/// X·W + b.
#[inline(always)]
pub(super) fn forward<T>(rows: usize, inputs: usize, outputs: usize) -> Route {
    if is_unrolled(inputs, outputs) {
        Route::Unrolled
    } else if rows == 1 {
        Route::Gemv
    } else if is_sized(inputs, outputs) && takes_batch::<T>(rows, inputs, outputs) {
        Route::Sized
    } else if outputs == 1 {
        Route::Dot
    } else if is_split::<T>(inputs, outputs) {
        if shares_halves(rows, inputs, outputs) { Route::SplitKHalves } else { Route::SplitK }
    } else if splits_columns::<T>(rows, outputs) {
        Route::ColumnParallel
    } else if is_packed::<T>(rows, outputs) {
        Route::GemmPacked
    } else {
        Route::Gemm
    }
}

/// Xᵀ·Δ, for a batch of `rows` rows.
#[inline(always)]
pub(super) fn weight_gradient<T>(rows: usize, inputs: usize, outputs: usize) -> Route {
    // With one output the operands change roles.
    let (out_rows, columns) = if outputs == 1 { (1, inputs) } else { (inputs, outputs) };
    if is_unrolled(inputs, outputs) {
        Route::Unrolled
    } else if is_sized(inputs, outputs) && takes_batch::<T>(rows, inputs, outputs) {
        Route::Sized
    } else if rows == 1 {
        Route::Ger
    } else if is_delta_packed::<T>(out_rows, rows, columns) {
        Route::GemmPacked
    } else {
        Route::Gemm
    }
}

/// Δ·Wᵀ.
#[inline(always)]
pub(super) fn input_gradient<T>(rows: usize, inputs: usize, outputs: usize) -> Route {
    if is_unrolled(inputs, outputs) {
        Route::Unrolled
    } else if is_sized(inputs, outputs) && takes_batch::<T>(rows, inputs, outputs) {
        Route::Sized
    } else if outputs == 1 {
        if is_packed::<T>(rows, inputs) { Route::GemmPacked } else { Route::Gemm }
    } else if rows < TRANSPOSE_MIN_ROWS {
        Route::Dot
    } else if has_enough_columns::<T>(rows, inputs) {
        Route::ColumnParallel
    } else {
        Route::GemmPacked // transposed while packing
    }
}
