//! Layers so small that a call costs more than the work: sizes known when compiling unroll the plain loops.

use crate::Float;
use crate::kernel::dots::Dots;
use crate::kernel::simd::{Arithmetic, Simd, WithSimd, dispatch};

/// Whether a layer is tiny: its weights fit a few registers.
pub(crate) const fn is(inputs: usize, outputs: usize) -> bool {
    inputs * outputs <= 32
}

/// Whether X·W of a tiny layer reads its inputs a register at a time: as dot products with the one column of W.
pub(crate) const fn reads_registers(inputs: usize, outputs: usize) -> bool {
    outputs == 1 && inputs > 1
}

/// Runs one of the kernels below in a frame of its own: without optimisation, that of a layer that is not tiny would
/// hold these sums too. (`forward_row` does without: its sums are one row.)
#[inline]
pub(super) fn run(kernel: impl WithSimd<Output = ()>) {
    dispatch(kernel);
}

/// Y ← X·W + b.
pub(super) struct Forward<'a, T, const IN: usize, const OUT: usize> {
    pub(super) x: &'a [[T; IN]],
    pub(super) weight: &'a [[T; OUT]],
    pub(super) bias: Option<&'a [T; OUT]>,
    pub(super) out: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Forward<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Some(weight) = self.weight.first_chunk::<IN>() else { return };
        let bias = self.bias.copied().unwrap_or([T::zero(); OUT]);
        if const { reads_registers(IN, OUT) } {
            let (left, right, out) = (weight.as_flattened(), self.x.as_flattened(), self.out.as_flattened_mut());
            return Dots { left, right, start: bias[0], depth: IN, out }.fitted(T::vectors(simd));
        }
        for (x, out) in self.x.iter().zip(self.out) {
            let mut sums = bias;
            for i in 0..IN {
                for o in 0..OUT {
                    sums[o] = simd.fused(x[i], weight[i][o], sums[o]);
                }
            }
            *out = sums;
        }
    }
}

/// W ← keep·W + Xᵀ·Δ; with `keep` 0, whatever W holds is forgotten.
pub(super) struct Gradient<'a, T, const IN: usize, const OUT: usize> {
    pub(super) x: &'a [[T; IN]],
    pub(super) delta: &'a [[T; OUT]],
    pub(super) keep: T,
    pub(super) weight: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Gradient<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Some(weight) = self.weight.first_chunk_mut::<IN>() else { return };
        let mut sums = [[T::zero(); OUT]; IN];
        for (x, delta) in self.x.iter().zip(self.delta) {
            for i in 0..IN {
                for o in 0..OUT {
                    sums[i][o] = simd.fused(x[i], delta[o], sums[i][o]);
                }
            }
        }
        for (weight, sum) in weight.as_flattened_mut().iter_mut().zip(sums.as_flattened()) {
            let old = if self.keep == T::zero() { T::zero() } else { self.keep * *weight };
            *weight = old + *sum;
        }
    }
}

/// ∂L/∂X ← Δ·Wᵀ.
pub(super) struct Input<'a, T, const IN: usize, const OUT: usize> {
    pub(super) delta: &'a [[T; OUT]],
    pub(super) weight: &'a [[T; OUT]],
    pub(super) out: &'a mut [[T; IN]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Input<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Some(weight) = self.weight.first_chunk::<IN>() else { return };
        for (delta, out) in self.delta.iter().zip(self.out) {
            let mut sums = [T::zero(); IN];
            for o in 0..OUT {
                for i in 0..IN {
                    sums[i] = simd.fused(delta[o], weight[i][o], sums[i]);
                }
            }
            *out = sums;
        }
    }
}

/// b ← keep·b + Σ of the rows of Δ; with `keep` 0, whatever b holds is forgotten.
pub(super) struct Sums<'a, T, const OUT: usize> {
    pub(super) delta: &'a [[T; OUT]],
    pub(super) keep: T,
    pub(super) bias: &'a mut [T; OUT],
}

impl<T: Float, const OUT: usize> WithSimd for Sums<'_, T, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let mut sums = [T::zero(); OUT];
        for delta in self.delta {
            for o in 0..OUT {
                sums[o] += delta[o];
            }
        }
        for (bias, sum) in self.bias.iter_mut().zip(sums) {
            let old = if self.keep == T::zero() { T::zero() } else { self.keep * *bias };
            *bias = old + sum;
        }
    }
}
