//! The matrix products of a dense layer: X·W, Xᵀ·Δ and Δ·Wᵀ.
//!
//! # Which product takes which path
//!
//! The first row that applies decides. `n` is the number of rows of the batch, `t` how many threads may share the work, NR
//! a panel of 64 `f32` or 32 `f64`; the constants are those of [`blocking`]. A test asks [`route`] for each example, in
//! `f32`.
//!
//! | X·W | if | for example n, IN, OUT, t |
//! | --- | --- | --- |
//! | Unrolled | IN·OUT ≤ 32 | 4, 2, 8, 1 |
//! | Gemv | n = 1 | 1, 784, 128, 1 |
//! | Sized | 1 < IN, OUT ≤ 32, n ≥ 12, too little for several threads | 200, 32, 16, 1 |
//! | Dot | OUT = 1 | 64, 64, 1, 1 |
//! | SplitKHalves | IN ≥ 512, a row of W ≤ 512 bytes, OUT a multiple of NR; training, t > 1, 4n ≤ IN | 32, 784, 128, 2 |
//! | SplitK | the same otherwise | 32, 784, 128, 1 |
//! | ColumnParallel | n ≥ 48, a row of W > 512 bytes, t > 1, at least 2t panels | 256, 784, 1024, 2 |
//! | GemmPacked | n ≥ 48, a row of W > 512 bytes | 256, 784, 1024, 1 |
//! | Gemm | otherwise | 32, 128, 10, 1 |
//!
//! | Xᵀ·Δ | if | for example n, IN, OUT, t |
//! | --- | --- | --- |
//! | Unrolled | IN·OUT ≤ 32 | 4, 2, 8, 1 |
//! | Sized | 1 < IN, OUT ≤ 32, n ≥ 12, too little for several threads | 200, 32, 16, 1 |
//! | Ger | n = 1 | 1, 784, 128, 1 |
//! | GemmPacked | IN ≥ 48, Δ of long rows (> 512 bytes), or of several panels and > 16 KiB; n·OUT ≤ 2²⁰ | 256, 784, 1024, 1 |
//! | Gemm | otherwise; with OUT = 1, Δᵀ·X instead | 32, 128, 10, 1 |
//!
//! | Δ·Wᵀ | if | for example n, IN, OUT, t |
//! | --- | --- | --- |
//! | Unrolled | IN·OUT ≤ 32 | 4, 2, 8, 1 |
//! | Sized | 1 < IN, OUT ≤ 32, n ≥ 12, too little for several threads | 200, 32, 16, 1 |
//! | Gemm | OUT = 1 | 32, 64, 1, 1 |
//! | Dot | n < 6 | 5, 128, 10, 1 |
//! | ColumnParallel | t > 1, at least 2t panels of IN | 256, 1024, 1024, 2 |
//! | GemmPacked | otherwise: W is transposed while it is packed | 32, 128, 10, 1 |
//!
//! With any route but Unrolled, a last column that is alone behind whole registers (OUT mod lanes = 1) is made by
//! [`gemm::remainder`]. Sized hands over to Gemm on processors without fused multiply-add.
//!
//! # What the special cases gain
//!
//! Time without a case, over time with it, on the workloads of `benches/` that it concerns: minima of 3 to 7 alternating
//! runs on an AMD EPYC with AVX-512 that other programs kept busy. T2 varied by a factor of 3 between runs, T1b32 and T5 by 8 %,
//! and trainers with two threads chose one. What that leaves open has to be measured on a quiet machine.
//!
//! | case | gain | decision |
//! | --- | --- | --- |
//! | tall micro-tiles for 7 to 9 last rows | T1b32 1.00, T1b128 1.00, T5 1.00 | deleted |
//! | curves of AVX-512 | T3 1.06, I4 1.00 to 1.22, T6 1.01, T5 1.00 | kept |
//! | split-K, one thread | T1b128 1.00, I1 1.00, I2 1.00, T1b32 1.00 to 1.08, T5 1.00 to 1.07 | open: it is for two threads |
//! | split-K, two threads | T1b32, T1b128 not measurable | open |
//! | splitting columns | T2 on two threads not measurable | open |
//! | packing Δ | T1b128 1.00, T1b1024 0.98, T2 not measurable | open |
//! | packing X | T2 not measurable | open |
//! | prefetching in the micro-kernel | T1b32 1.02, I2 1.01, T2 not measurable | open |
//! | remainder column | concerns none of these workloads | open: widths of 17, 33, 65, … |
//!
//! # Bits
//!
//! Each number of `forward` is summed in an order that depends neither on how many rows are computed with it nor on which.
//! That of `input_gradient` depends on whether there are `TRANSPOSE_MIN_ROWS` rows, which is decided before work is split.
//! So threads may split rows or columns of both, or rows of W in `weight_gradient`, and change no bit.

mod blocking;
mod fixed;
mod fused_update;
mod gemm;
mod instantiate;
mod level2;
mod route;
mod simd;
#[cfg(test)]
mod tests;
mod workspace;

pub(crate) use blocking::{CACHE_LINE_BYTES, MAX_PACKED_ELEMENTS, ROW_GRANULARITY, nanoseconds};
pub(crate) use fixed::unrolled::{is_unrolled, reads_registers};
pub(crate) use fused_update::WeightUpdate;
pub(crate) use instantiate::Scalar;
pub use simd::Set;
pub(crate) use simd::{Arithmetic, Simd, Unfused, WithSimd, dispatch, fetch};

use crate::tensor::rows::Row;
use crate::{Float, parallel};
use fixed::sized::is_sized;
use fixed::{sized, unrolled};
use fused_update::{FusedUpdate, update_all};
use gemm::Gemm;
use gemm::column_parallel::ColumnParallel;
use gemm::epilogue::{Epilogue, Prologue};
use gemm::operands::{Rhs, RowMajorLhs};
use gemm::packed_delta::with_packed_delta;
use gemm::split_k::SplitK;
use gemm::weight_gradient::WeightGradient;
use level2::column_sums::ColumnSums;
use level2::dot::Dot;
use level2::gemv::Gemv;
use level2::ger::Ger;
use route::Route;

/// Allocates this thread's workspace, before its first product.
#[cfg(all(feature = "threads", not(test)))]
pub(crate) fn reserve() {
    for buffer in [workspace::Buffer::Packing, workspace::Buffer::Result] {
        f32::reserve(buffer);
        f64::reserve(buffer);
    }
}

/// Whether X·W of a batch of `rows` rows is shared inside the product, not by its rows.
pub(crate) fn shares_inside<T>(rows: usize, inputs: usize, outputs: usize) -> bool {
    matches!(route::forward::<T>(rows, inputs, outputs), Route::ColumnParallel | Route::SplitKHalves)
}

/// Y = X·W + b: `x` is [rows][IN], `weight` [IN][OUT], `out` [rows][OUT].
///
/// With `relu` it may write max(0, X·W + b) instead; returns whether it did. Relu is the one activation that takes less time
/// than to load and store the numbers. All others take as long when the rows are in the cache.
#[inline]
pub(crate) fn forward<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    weight: &[[T; OUT]],
    bias: Option<&[T; OUT]>,
    relu: bool,
    out: &mut [[T; OUT]],
) -> bool {
    // Constants first: what a layer does not need is not compiled for it.
    if const { is_unrolled(IN, OUT) } {
        unrolled::run(unrolled::Forward { x, weight, bias, out });
        return false;
    }
    if let ([x], [out]) = (x, &mut *out) {
        dispatch(Gemv { x, weight, bias, out });
        return false;
    }
    let route = route::forward::<T>(x.len(), IN, OUT);
    let prologue = bias.map_or(Prologue::Zero, |bias| Prologue::Bias(bias));
    let epilogue = if relu { Epilogue::Relu } else { Epilogue::Store };
    if const { is_sized(IN, OUT) } && route == Route::Sized {
        dispatch(sized::Forward { x, weight, prologue, epilogue, out });
        return relu;
    }
    let (lhs, weight) = (RowMajorLhs { values: x.as_flattened(), width: IN }, weight.as_flattened());
    let rhs = Rhs::RowMajor { values: weight, stride: OUT };
    match route {
        Route::Dot => {
            // Y is in memory what Wᵀ·Xᵀ is: one row against many.
            let (start, out) = (prologue.of(0), out.as_flattened_mut());
            T::dot(Dot { lhs: weight, rhs: lhs.values, start, depth: IN, out });
            return false;
        }
        Route::SplitK | Route::SplitKHalves => {
            SplitK { lhs, rhs: weight, columns: OUT, prologue, epilogue, out: out.as_flattened_mut() }.share();
        }
        Route::ColumnParallel => {
            parallel::share(ColumnParallel { prologue, epilogue, ..ColumnParallel::new(lhs, rhs, out) });
        }
        _ => parallel::share(Gemm::row_major(lhs, rhs, out).prologue(prologue).epilogue(epilogue)),
    }
    relu
}

/// [`forward`] of a single row, inside code that is compiled for an instruction set.
#[inline(always)]
pub(crate) fn forward_row<T: Float, S: Simd, const IN: usize, const OUT: usize>(
    simd: S,
    x: &[T; IN],
    weight: &[[T; OUT]],
    bias: Option<&[T; OUT]>,
    out: &mut [T; OUT],
) {
    if const { is_unrolled(IN, OUT) } {
        let (x, out) = (std::slice::from_ref(x), std::slice::from_mut(out));
        unrolled::Forward { x, weight, bias, out }.with_simd(simd);
    } else {
        Gemv { x, weight, bias, out }.with_simd(simd);
    }
}

/// W ← β·W + Xᵀ·Δ: `x` is [rows][IN], `delta` [rows][OUT], `weight` [IN][OUT]. If β is 0, what W holds is ignored: then this
/// is the gradient ∂L/∂W. With a Δ that is −rate·∂L/∂z, it is the update of plain gradient descent.
#[inline]
pub(crate) fn weight_gradient<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    beta: T,
    weight: &mut [[T; OUT]],
) {
    if const { is_unrolled(IN, OUT) } {
        return unrolled::run(unrolled::WeightGradient { x, delta, beta, weight });
    }
    let (route, epilogue) = (route::weight_gradient::<T>(x.len(), IN, OUT), Epilogue::accumulate(beta));
    if const { is_sized(IN, OUT) } && route == Route::Sized {
        return dispatch(sized::WeightGradient { x, delta, epilogue, weight });
    }
    match (route, Gemm::weight_gradient(x, delta, weight).epilogue(epilogue)) {
        (Route::Ger, Gemm { lhs, rhs: Rhs::RowMajor { values: delta, .. }, out, .. }) => {
            T::ger(Ger { x: lhs.values, delta, beta, weight: out });
        }
        (_, gemm) => {
            with_packed_delta(gemm, |gemm, packed_delta| parallel::share(WeightGradient { gemm, packed_delta }));
        }
    }
}

/// Updates W with ∂L/∂W = Xᵀ·Δ: `x` is [rows][IN], `delta` [rows][OUT], `weight` [IN][OUT].
#[inline]
pub(crate) fn update<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    weight: &mut [[T; OUT]],
    update: impl WeightUpdate<T>,
) {
    let fixed = const { is_unrolled(IN, OUT) || is_sized(IN, OUT) };
    if fixed && matches!(route::weight_gradient::<T>(x.len(), IN, OUT), Route::Unrolled | Route::Sized) {
        return update_all(weight.as_flattened_mut(), update, |gradient| {
            weight_gradient::<T, IN, OUT>(x, delta, T::zero(), Row::rows_mut(gradient));
        });
    }
    with_packed_delta(Gemm::weight_gradient(x, delta, weight), |gemm, packed_delta| {
        parallel::share(FusedUpdate { gradient: WeightGradient { gemm, packed_delta }, update });
    });
}

/// ∂L/∂X = Δ·Wᵀ: `delta` is [rows][OUT], `weight` [IN][OUT], `out` [rows][IN].
#[inline]
pub(crate) fn input_gradient<T: Float, const IN: usize, const OUT: usize>(
    delta: &[[T; OUT]],
    weight: &[[T; OUT]],
    out: &mut [[T; IN]],
) {
    if const { is_unrolled(IN, OUT) } {
        return unrolled::run(unrolled::InputGradient { delta, weight, out });
    }
    let route = route::input_gradient::<T>(delta.len(), IN, OUT);
    if const { is_sized(IN, OUT) } && route == Route::Sized {
        return dispatch(sized::InputGradient { delta, weight, out });
    }
    let (lhs, weight) = (RowMajorLhs { values: delta.as_flattened(), width: OUT }, weight.as_flattened());
    let rhs = if OUT == 1 { Rhs::RowMajor { values: weight, stride: IN } } else { Rhs::Transposed(weight) };
    match route {
        Route::Dot => {
            let out = out.as_flattened_mut();
            T::dot(Dot { lhs: lhs.values, rhs: weight, start: T::zero(), depth: OUT, out });
        }
        Route::ColumnParallel => parallel::share(ColumnParallel::new(lhs, rhs, out)),
        _ => parallel::share(Gemm::row_major(lhs, rhs, out)),
    }
}

/// b ← β·b + Σ of the rows of Δ; if β is 0, what b holds is ignored: then this is ∂L/∂b.
#[inline]
pub(crate) fn bias_gradient<T: Float, const OUT: usize>(delta: &[[T; OUT]], beta: T, bias: &mut [T; OUT]) {
    // Few enough to be summed in registers, unrolled.
    if const { OUT <= 8 } && delta.len() * OUT <= 32 {
        return unrolled::run(unrolled::ColumnSums { delta, beta, bias });
    }
    T::column_sums(ColumnSums { delta: delta.as_flattened(), beta, bias });
}

/// Updates b with ∂L/∂b = Σ of the rows of Δ.
#[inline]
pub(crate) fn update_bias<T: Float, const OUT: usize>(
    delta: &[[T; OUT]],
    bias: &mut [T; OUT],
    update: impl WeightUpdate<T>,
) {
    update_all(bias, update, |gradient| {
        if let [gradient] = Row::rows_mut(gradient) {
            bias_gradient(delta, T::zero(), gradient);
        }
    });
}
