//! ger: the outer product of two rows, the weight gradient of a batch of one.

use crate::Float;
use crate::kernel::blocking::GER_BLOCK_BYTES;
use crate::kernel::simd::{Simd, WithSimd};

/// W ← β·W + xᵀ·δ: `x` \[IN\], `delta` \[OUT\], `weight` \[IN\]\[OUT\]. If β is 0, what W holds is ignored.
pub(in crate::kernel) struct Ger<'a, T> {
    pub(in crate::kernel) x: &'a [T],
    pub(in crate::kernel) delta: &'a [T],
    pub(in crate::kernel) beta: T,
    pub(in crate::kernel) weight: &'a mut [T],
}

impl<T: Float> Ger<'_, T> {
    /// In blocks, from the last to the first.
    #[inline(always)]
    fn blocks(self) {
        let rows = (GER_BLOCK_BYTES / size_of_val(self.delta)).max(1);
        for (x, weight) in self.x.chunks(rows).zip(self.weight.chunks_mut(rows * self.delta.len())).rev() {
            Ger { x, weight, ..self }.rows();
        }
    }

    #[inline(always)]
    fn rows(self) {
        for (x, weight) in self.x.iter().zip(self.weight.chunks_exact_mut(self.delta.len())) {
            if self.beta == T::zero() {
                weight.iter_mut().zip(self.delta).for_each(|(w, delta)| *w = *x * *delta);
            } else {
                weight.iter_mut().zip(self.delta).for_each(|(w, delta)| *w = self.beta * *w + *x * *delta);
            }
        }
    }
}

impl<T: Float> WithSimd for Ger<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.blocks();
    }
}
