//! What goes by rows as they lie in memory: one row times W, the outer product of two, the sum of all rows of Δ.

use crate::Float;
use crate::kernel::dots::Dots;
use crate::kernel::halves;
use crate::kernel::last;
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, WithSimd};
use crate::kernel::tile::accumulate;

/// y ← x·W + b for one row, of a layer whose sizes are known: they leave of the loops below what it needs.
pub(super) struct One<'a, T, const IN: usize, const OUT: usize> {
    pub(super) x: &'a [T; IN],
    pub(super) weight: &'a [[T; OUT]],
    pub(super) bias: Option<&'a [T; OUT]>,
    pub(super) out: &'a mut [T; OUT],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for One<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { x, weight, bias, out } = self;
        let Some(weight) = weight.first_chunk::<IN>() else { return };
        let weight = weight.as_flattened();
        if OUT == 1 {
            let start = bias.map_or(T::zero(), |bias| bias[0]);
            Dots { left: weight, right: x, start, depth: IN, out }.fitted(T::vectors(simd));
        } else {
            let first = if halves::applies::<T>(IN, OUT) { halves::first(IN) } else { IN };
            Row { x, weight, bias: bias.map(<[T; OUT]>::as_slice), first, out }.columns(T::vectors(simd));
        }
    }
}

/// y ← x·W + b for one row: `x` \[IN\], `weight` \[IN\]\[OUT\], `out` \[OUT\].
pub(super) struct Row<'a, T> {
    pub(super) x: &'a [T],
    pub(super) weight: &'a [T],
    pub(super) bias: Option<&'a [T]>,
    /// How many terms are summed before the others, which have a sum of their own.
    pub(super) first: usize,
    pub(super) out: &'a mut [T],
}

impl<T: Float> Row<'_, T> {
    #[inline(always)]
    pub(super) fn columns<S: Vectors<T>>(mut self, simd: S) {
        let mut column = 0;
        while column + 8 * S::LANES <= self.out.len() {
            self.panel::<S, 8>(simd, column, 8 * S::LANES);
            column += 8 * S::LANES;
        }
        while column + 4 * S::LANES <= self.out.len() {
            self.panel::<S, 4>(simd, column, 4 * S::LANES);
            column += 4 * S::LANES;
        }
        let lone = last::stands_alone::<T, S>(self.x.len(), self.out.len());
        while column < self.out.len() - usize::from(lone) {
            let width = S::LANES.min(self.out.len() - column);
            self.panel::<S, 1>(simd, column, width);
            column += width;
        }
        if lone {
            let start = self.bias.map_or(T::zero(), |bias| bias[column]);
            self.out[column] = last::of_row(simd, self.x, &self.weight[column..], self.out.len(), start);
        }
    }

    #[inline(always)]
    fn panel<S: Vectors<T>, const VECTORS: usize>(&mut self, simd: S, column: usize, width: usize) {
        let step = self.out.len();
        let mut sums = [[simd.splat(T::zero()); VECTORS]; 1];
        if let Some(bias) = self.bias {
            sums = [simd.load_array(&bias[column..column + width])];
        }
        let (first, rest) = self.x.split_at(self.first);
        accumulate(simd, &mut sums, first, &self.weight[column..], step, width);
        let [mut sums] = sums;
        if !rest.is_empty() {
            let mut others = [[simd.splat(T::zero()); VECTORS]; 1];
            accumulate(simd, &mut others, rest, &self.weight[first.len() * step + column..], step, width);
            add(simd, &mut sums, others[0]);
        }
        simd.store_array(&mut self.out[column..column + width], sums);
    }
}

/// W ← keep·W + xᵀ·δ, from one row: `x` \[IN\], `delta` \[OUT\], `weight` \[IN\]\[OUT\]; with `keep` 0, whatever W
/// holds is forgotten.
pub(super) struct Outer<'a, T> {
    pub(super) x: &'a [T],
    pub(super) delta: &'a [T],
    pub(super) keep: T,
    pub(super) weight: &'a mut [T],
}

/// Most of the nearest cache, in bytes.
const NEAREST: usize = if cfg!(test) { 256 } else { 24 << 10 };

impl<T: Float> Outer<'_, T> {
    /// In blocks from the last to the first: the forward pass has left the last in the nearest cache, and begins with
    /// the first.
    #[inline(always)]
    fn blocks(self) {
        let rows = (NEAREST / size_of_val(self.delta)).max(1);
        for (x, weight) in self.x.chunks(rows).zip(self.weight.chunks_mut(rows * self.delta.len())).rev() {
            Outer { x, weight, ..self }.rows();
        }
    }

    #[inline(always)]
    fn rows(self) {
        for (x, weight) in self.x.iter().zip(self.weight.chunks_exact_mut(self.delta.len())) {
            if self.keep == T::zero() {
                weight.iter_mut().zip(self.delta).for_each(|(w, delta)| *w = *x * *delta);
            } else {
                weight.iter_mut().zip(self.delta).for_each(|(w, delta)| *w = self.keep * *w + *x * *delta);
            }
        }
    }
}

impl<T: Float> WithSimd for Outer<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.blocks();
    }
}

/// b ← keep·b + Σ of the rows of Δ: `delta` \[rows\]\[OUT\], `bias` \[OUT\]; with `keep` 0, whatever b holds is
/// forgotten.
pub(super) struct Sums<'a, T> {
    pub(super) delta: &'a [T],
    pub(super) keep: T,
    pub(super) bias: &'a mut [T],
}

impl<T: Float> Sums<'_, T> {
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

    /// ROWS sums of every ROWSth row go side by side, each of which would wait for itself.
    #[inline(always)]
    fn panel<S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(&mut self, simd: S, column: usize, width: usize) {
        let columns = self.bias.len();
        let bias = &mut self.bias[column..column + width];
        if self.keep == T::zero() {
            bias.fill(T::zero());
        } else if self.keep != T::one() {
            bias.iter_mut().for_each(|b| *b *= self.keep);
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

impl<T: Float> WithSimd for Sums<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.columns(T::vectors(simd));
    }
}

/// sums += vectors.
#[inline(always)]
pub(super) fn add<T: Float, S: Vectors<T>, const VECTORS: usize>(
    simd: S,
    sums: &mut [S::Vector; VECTORS],
    vectors: [S::Vector; VECTORS],
) {
    let one = simd.splat(T::one());
    for (sum, vector) in sums.iter_mut().zip(vectors) {
        *sum = simd.mul_add(one, vector, *sum);
    }
}
