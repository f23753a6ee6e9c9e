//! The sum of the rows of Δ, the gradient of a bias.

use crate::Float;
use crate::kernel::simd::vectors::{Vectors, add};
use crate::kernel::simd::{Simd, WithSimd};

/// b ← β·b + Σ of the rows of Δ: `delta` \[rows\]\[OUT\], `bias` \[OUT\]. If β is 0, what b holds is ignored.
pub(in crate::kernel) struct ColumnSums<'a, T> {
    pub(in crate::kernel) delta: &'a [T],
    pub(in crate::kernel) beta: T,
    pub(in crate::kernel) bias: &'a mut [T],
}

impl<T: Float> ColumnSums<'_, T> {
    #[inline(always)]
    fn columns<S: Vectors<T>>(mut self, simd: S) {
        let mut column = 0;
        while column + 4 * S::LANES <= self.bias.len() {
            self.panel::<S, 1, 4>(simd, column, 4 * S::LANES);
            column += 4 * S::LANES;
        }
        while column < self.bias.len() {
            let width = S::LANES.min(self.bias.len() - column);
            self.panel::<S, 4, 1>(simd, column, width);
            column += width;
        }
    }

    /// ROWS independent sums of every ROWSth row, since each addition would wait for the one before.
    #[inline(always)]
    fn panel<S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(&mut self, simd: S, column: usize, width: usize) {
        let columns = self.bias.len();
        let bias = &mut self.bias[column..column + width];
        if self.beta == T::zero() {
            bias.fill(T::zero());
        } else if self.beta != T::one() {
            bias.iter_mut().for_each(|b| *b *= self.beta);
        }
        let mut sums = [[simd.splat(T::zero()); VECTORS]; ROWS];
        sums[0] = simd.load_array(bias);
        let mut blocks = self.delta.chunks_exact(ROWS * columns);
        for block in &mut blocks {
            for (sums, delta) in sums.iter_mut().zip(block.chunks_exact(columns)) {
                add(simd, sums, simd.load_array(&delta[column..column + width]));
            }
        }
        for (sums, delta) in sums.iter_mut().zip(blocks.remainder().chunks_exact(columns)) {
            add(simd, sums, simd.load_array(&delta[column..column + width]));
        }
        let mut sum = sums[0];
        for more in &sums[1..] {
            add(simd, &mut sum, *more);
        }
        simd.store_array(bias, sum);
    }
}

impl<T: Float> WithSimd for ColumnSums<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.columns(T::vectors(simd));
    }
}
