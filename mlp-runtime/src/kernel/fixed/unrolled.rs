//! Layers so small that a call costs more than the work: plain loops over sizes known at compile time, which LLVM unrolls.

use crate::Float;
use crate::kernel::blocking::UNROLLED_MAX_WEIGHTS;
use crate::kernel::level2::dot::Dot;
use crate::kernel::simd::{Arithmetic, Simd, WithSimd, dispatch};

/// Whether a layer is this small: its weights fit a few registers.
pub(crate) const fn is_unrolled(inputs: usize, outputs: usize) -> bool {
    inputs * outputs <= UNROLLED_MAX_WEIGHTS
}

/// Whether X·W of an unrolled layer reads its inputs a register at a time: as dot products with the one column of W.
pub(crate) const fn reads_registers(inputs: usize, outputs: usize) -> bool {
    outputs == 1 && inputs > 1
}

/// Runs the work below in a stack frame of its own: in unoptimized builds, the frame of a layer that is not unrolled would
/// hold these sums too. (`forward_row` does without: its sums are a single row.)
#[inline]
pub(in crate::kernel) fn run(work: impl WithSimd<Output = ()>) {
    dispatch(work);
}

/// Y ← X·W + b.
pub(in crate::kernel) struct Forward<'a, T, const IN: usize, const OUT: usize> {
    pub(in crate::kernel) x: &'a [[T; IN]],
    pub(in crate::kernel) weight: &'a [[T; OUT]],
    pub(in crate::kernel) bias: Option<&'a [T; OUT]>,
    pub(in crate::kernel) out: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Forward<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Some(weight) = self.weight.first_chunk::<IN>() else { return };
        let bias = self.bias.copied().unwrap_or([T::zero(); OUT]);
        if const { reads_registers(IN, OUT) } {
            let (lhs, rhs, out) = (weight.as_flattened(), self.x.as_flattened(), self.out.as_flattened_mut());
            return Dot { lhs, rhs, start: bias[0], depth: IN, out }.fitted(T::vectors(simd));
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

/// W ← β·W + Xᵀ·Δ. If β is 0, what W holds is ignored.
pub(in crate::kernel) struct WeightGradient<'a, T, const IN: usize, const OUT: usize> {
    pub(in crate::kernel) x: &'a [[T; IN]],
    pub(in crate::kernel) delta: &'a [[T; OUT]],
    pub(in crate::kernel) beta: T,
    pub(in crate::kernel) weight: &'a mut [[T; OUT]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for WeightGradient<'_, T, IN, OUT> {
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
            let old = if self.beta == T::zero() { T::zero() } else { self.beta * *weight };
            *weight = old + *sum;
        }
    }
}

/// ∂L/∂X ← Δ·Wᵀ.
pub(in crate::kernel) struct InputGradient<'a, T, const IN: usize, const OUT: usize> {
    pub(in crate::kernel) delta: &'a [[T; OUT]],
    pub(in crate::kernel) weight: &'a [[T; OUT]],
    pub(in crate::kernel) out: &'a mut [[T; IN]],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for InputGradient<'_, T, IN, OUT> {
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

/// b ← β·b + Σ of the rows of Δ. If β is 0, what b holds is ignored.
pub(in crate::kernel) struct ColumnSums<'a, T, const OUT: usize> {
    pub(in crate::kernel) delta: &'a [[T; OUT]],
    pub(in crate::kernel) beta: T,
    pub(in crate::kernel) bias: &'a mut [T; OUT],
}

impl<T: Float, const OUT: usize> WithSimd for ColumnSums<'_, T, OUT> {
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
            let old = if self.beta == T::zero() { T::zero() } else { self.beta * *bias };
            *bias = old + sum;
        }
    }
}
