//! The matrix products of a dense layer: X·W, Xᵀ·Δ and Δ·Wᵀ.
//!
//! One loop nest, [`product`], serves all three; in it stands the [`tile`], plain safe Rust that the compiler
//! vectorises. It is compiled once for each instruction set of [`set`], whatever the sizes of a network are. Tiny and
//! small layers, where sizes known when compiling are worth more, take [`tiny`] and [`small`], single rows [`thin`],
//! single columns [`dots`], also as the [`last`] of many. X·W of long and narrow layers is the sum of two [`halves`]. Xᵀ·Δ of long
//! rows, or with an [`update`](mod@update) behind it, goes by [`groups`] of rows, with Δ in [`panels`]; wide products
//! are shared [`by_columns`]. [`reference`](mod@reference) says the same in three loops.
//!
//! Each number of `forward` is summed in an order that depends neither on how many rows nor on which are computed with
//! it. That of `input_gradient` depends on whether there are `DOTS_BELOW` rows, which is decided before work is cut. So
//! threads may split rows or columns of both, or rows of W in `weight_gradient`, and change no bit.

mod blocks;
mod by_columns;
mod dots;
mod factors;
mod groups;
mod halves;
mod last;
mod pack;
mod panels;
mod product;
#[cfg(test)]
mod reference;
mod room;
#[cfg(all(test, target_arch = "x86_64"))]
mod same_bits;
mod scalar;
mod simd;
mod small;
#[cfg(test)]
mod tests;
mod thin;
mod tile;
mod tiny;
mod update;

pub(crate) use panels::PANELS;
pub(crate) use scalar::Scalar;
pub use simd::Set;
pub(crate) use simd::{Arithmetic, Simd, Unfused, WithSimd, dispatch, fetch};
pub(crate) use tiny::{is as is_tiny, reads_registers};
pub(crate) use update::{WeightUpdate, update, update_bias};

use crate::{Float, parallel};
use by_columns::ByColumns;
use dots::Dots;
use factors::{Across, Along, Finish, Right, Start};
use halves::Halved;
use product::Product;
pub(crate) use product::TILE_ROWS;
use thin::{One, Outer, Sums};

/// Room for this thread's products, before the first.
#[cfg(all(feature = "threads", not(test)))]
pub(crate) fn reserve() {
    for room in [room::Room::Inside, room::Room::Around] {
        f32::reserve(room);
        f64::reserve(room);
    }
}

/// Below so many rows ∂L/∂X is made of dot products; from there on transposing the weights pays.
const DOTS_BELOW: usize = 6;

/// About how many nanoseconds a product of these sizes takes, at 40 multiply-adds a nanosecond in f32, 20 in f64.
pub(crate) const fn nanoseconds<T>(rows: usize, depth: usize, columns: usize) -> usize {
    rows * depth * columns * size_of::<T>() / 160
}

/// Whether X·W of so many rows is shared by its columns, or by halves of its terms, not by rows.
pub(crate) fn shares_inside<T>(rows: usize, inputs: usize, outputs: usize) -> bool {
    shares_columns::<T>(rows, outputs) || halves::applies::<T>(inputs, outputs) && halves::pays(rows, inputs, outputs)
}

fn shares_columns<T>(rows: usize, columns: usize) -> bool {
    pack::packs::<T>(rows, columns) && by_columns::pays::<T>(rows, columns)
}

/// Y = X·W + b: `x` is [rows][IN], `weight` [IN][OUT], `out` [rows][OUT].
///
/// With `rectify` it may write max(0, X·W + b) instead; returns whether it did. That is the one activation which takes
/// less time than to read and write the numbers. All others take as long on their way to the cache as in it.
#[inline]
pub(crate) fn forward<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    weight: &[[T; OUT]],
    bias: Option<&[T; OUT]>,
    rectify: bool,
    out: &mut [[T; OUT]],
) -> bool {
    if const { tiny::is(IN, OUT) } {
        tiny::run(tiny::Forward { x, weight, bias, out });
        return false;
    }
    if let ([x], [out]) = (x, &mut *out) {
        dispatch(One { x, weight, bias, out });
        return false;
    }
    let start = bias.map_or(Start::Zero, |bias| Start::Bias(bias));
    let finish = if rectify { Finish::Rectify } else { Finish::Store };
    if const { small::is(IN, OUT) } && small::takes::<T>(x.len(), IN, OUT) {
        dispatch(small::Forward { x, weight, start, finish, out });
        return rectify;
    }
    let (by_columns, x, weight) = (shares_columns::<T>(x.len(), OUT), x.as_flattened(), weight.as_flattened());
    if OUT == 1 {
        let start = bias.map_or(T::zero(), |bias| bias[0]);
        // Y lies in memory as Wᵀ·Xᵀ does: one row against many.
        T::dots(Dots { left: weight, right: x, start, depth: IN, out: out.as_flattened_mut() });
        return false;
    }
    let (left, right) = (Along { values: x, width: IN }, Right::Plain { values: weight, step: OUT });
    if halves::applies::<T>(IN, OUT) {
        Halved { left, right: weight, columns: OUT, start, finish, out: out.as_flattened_mut() }.share();
    } else {
        along(by_columns, left, right, start, finish, out);
    }
    rectify
}

/// [`forward`] of one row where the set is entered already.
#[inline(always)]
pub(crate) fn forward_row<T: Float, S: Simd, const IN: usize, const OUT: usize>(
    simd: S,
    x: &[T; IN],
    weight: &[[T; OUT]],
    bias: Option<&[T; OUT]>,
    out: &mut [T; OUT],
) {
    if const { tiny::is(IN, OUT) } {
        tiny::Forward { x: std::slice::from_ref(x), weight, bias, out: std::slice::from_mut(out) }.with_simd(simd);
    } else {
        One { x, weight, bias, out }.with_simd(simd);
    }
}

/// ∂L/∂W = Xᵀ·Δ: `x` is [rows][IN], `delta` [rows][OUT], `gradient` [IN][OUT].
#[inline]
pub(crate) fn weight_gradient<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    gradient: &mut [[T; OUT]],
) {
    transposed(x, delta, gradient, T::zero());
}

/// The update of plain descent in the pass that makes the gradient, W ← keep·W + Xᵀ·Δ, for Δ that is −rate times ∂L/∂z:
/// `x` is [rows][IN], `delta` [rows][OUT], `weight` [IN][OUT].
#[inline]
pub(crate) fn blend<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    weight: &mut [[T; OUT]],
    keep: T,
) {
    transposed(x, delta, weight, keep);
}

/// W ← keep·W + Xᵀ·Δ; with `keep` 0, whatever W holds is forgotten.
#[inline]
fn transposed<T: Float, const IN: usize, const OUT: usize>(
    x: &[[T; IN]],
    delta: &[[T; OUT]],
    weight: &mut [[T; OUT]],
    keep: T,
) {
    if const { tiny::is(IN, OUT) } {
        return tiny::run(tiny::Gradient { x, delta, keep, weight });
    }
    let finish = if keep == T::zero() { Finish::Store } else { Finish::Blend { keep } };
    if const { small::is(IN, OUT) } && small::takes::<T>(x.len(), IN, OUT) {
        return dispatch(small::Gradient { x, delta, finish, weight });
    }
    let product = gradient_product(x, delta, weight, finish);
    if let Product { depth: 1, left, right: Right::Plain { values: delta, .. }, out: weight, .. } = product {
        return T::outer(Outer { x: left.values, delta, keep, weight });
    }
    panels::with(product, |gradient| parallel::share(gradient));
}

/// Xᵀ·Δ over W.
#[inline(always)]
fn gradient_product<'a, T: Float, const IN: usize, const OUT: usize>(
    x: &'a [[T; IN]],
    delta: &'a [[T; OUT]],
    weight: &'a mut [[T; OUT]],
    finish: Finish<T>,
) -> Product<'a, T, Across<'a, T>> {
    let (depth, x, delta, out) = (x.len(), x.as_flattened(), delta.as_flattened(), weight.as_flattened_mut());
    // With one output, Xᵀ·Δ lies in memory as Δᵀ·X does, whose rows fill registers.
    let (left, right, rows, columns) = if OUT == 1 { (delta, x, OUT, IN) } else { (x, delta, IN, OUT) };
    Product {
        left: Across { values: left, step: rows },
        right: Right::Plain { values: right, step: columns },
        rows,
        depth,
        columns,
        step: columns,
        start: Start::Zero,
        finish,
        out,
        scratch: Vec::new(),
    }
}

/// ∂L/∂X = Δ·Wᵀ: `delta` is [rows][OUT], `weight` [IN][OUT], `out` [rows][IN].
#[inline]
pub(crate) fn input_gradient<T: Float, const IN: usize, const OUT: usize>(
    delta: &[[T; OUT]],
    weight: &[[T; OUT]],
    out: &mut [[T; IN]],
) {
    if const { tiny::is(IN, OUT) } {
        return tiny::run(tiny::Input { delta, weight, out });
    }
    if const { small::is(IN, OUT) } && small::takes::<T>(delta.len(), IN, OUT) {
        return dispatch(small::Input { delta, weight, out });
    }
    let (rows, delta, weight) = (delta.len(), delta.as_flattened(), weight.as_flattened());
    if rows < DOTS_BELOW && OUT > 1 {
        return T::dots(Dots { left: delta, right: weight, start: T::zero(), depth: OUT, out: out.as_flattened_mut() });
    }
    let left = Along { values: delta, width: OUT };
    let by_columns = OUT > 1 && by_columns::pays::<T>(rows, IN);
    let right = if OUT == 1 { Right::Plain { values: weight, step: IN } } else { Right::Transposed(weight) };
    along(by_columns, left, right, Start::Zero, Finish::Store, out);
}

/// out ← finish(start + left · right), shared by columns or by rows.
#[inline]
fn along<'a, T: Float, const COLUMNS: usize>(
    by_columns: bool,
    left: Along<'a, T>,
    right: Right<'a, T>,
    start: Start<'a, T>,
    finish: Finish<T>,
    out: &'a mut [[T; COLUMNS]],
) {
    if by_columns {
        return parallel::share(ByColumns { left, right, start, finish, out: out.into() });
    }
    parallel::share(Product::along(left, right, start, finish, out));
}

/// ∂L/∂b = Σ of the rows of Δ.
#[inline]
pub(crate) fn bias_gradient<T: Float, const OUT: usize>(delta: &[[T; OUT]], gradient: &mut [T; OUT]) {
    sums(delta, gradient, T::zero());
}

/// The bias' part of [`blend`], b ← keep·b + Σ of the rows of Δ.
#[inline]
pub(crate) fn blend_bias<T: Float, const OUT: usize>(delta: &[[T; OUT]], bias: &mut [T; OUT], keep: T) {
    sums(delta, bias, keep);
}

/// b ← keep·b + Σ of the rows of Δ; with `keep` 0, whatever b holds is forgotten.
#[inline]
fn sums<T: Float, const OUT: usize>(delta: &[[T; OUT]], bias: &mut [T; OUT], keep: T) {
    // Few enough to be summed in registers, unrolled.
    if const { OUT <= 8 } && delta.len() * OUT <= 32 {
        return tiny::run(tiny::Sums { delta, keep, bias });
    }
    T::sums(Sums { delta: delta.as_flattened(), keep, bias });
}
