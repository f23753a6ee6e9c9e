//! gemv: a single row times W.

use crate::Float;
use crate::kernel::gemm::microkernel::microkernel;
use crate::kernel::gemm::remainder::{dot_of_row, is_remainder};
use crate::kernel::gemm::split_k::{first_half, is_split};
use crate::kernel::level2::dot::Dot;
use crate::kernel::simd::vectors::{Vectors, add};
use crate::kernel::simd::{Simd, WithSimd};

/// y ← x·W + b for a layer whose sizes are known: of the loops below, they leave what it needs.
pub(in crate::kernel) struct Gemv<'a, T, const IN: usize, const OUT: usize> {
    pub(in crate::kernel) x: &'a [T; IN],
    pub(in crate::kernel) weight: &'a [[T; OUT]],
    pub(in crate::kernel) bias: Option<&'a [T; OUT]>,
    pub(in crate::kernel) out: &'a mut [T; OUT],
}

impl<T: Float, const IN: usize, const OUT: usize> WithSimd for Gemv<'_, T, IN, OUT> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { x, weight, bias, out } = self;
        let Some(weight) = weight.first_chunk::<IN>() else { return };
        let weight = weight.as_flattened();
        if OUT == 1 {
            let start = bias.map_or(T::zero(), |bias| bias[0]);
            Dot { lhs: weight, rhs: x, start, depth: IN, out }.fitted(T::vectors(simd));
        } else {
            let first = if is_split::<T>(IN, OUT) { first_half(IN) } else { IN };
            Row { x, weight, bias: bias.map(<[T; OUT]>::as_slice), first, out }.columns(T::vectors(simd));
        }
    }
}

/// y ← x·W + b: `x` \[IN\], `weight` \[IN\]\[OUT\], `out` \[OUT\].
struct Row<'a, T> {
    x: &'a [T],
    weight: &'a [T],
    bias: Option<&'a [T]>,
    /// How many terms are summed before the rest, which have a sum of their own.
    first: usize,
    out: &'a mut [T],
}

impl<T: Float> Row<'_, T> {
    #[inline(always)]
    fn columns<S: Vectors<T>>(mut self, simd: S) {
        let mut column = 0;
        while column + 8 * S::LANES <= self.out.len() {
            self.panel::<S, 8>(simd, column, 8 * S::LANES);
            column += 8 * S::LANES;
        }
        while column + 4 * S::LANES <= self.out.len() {
            self.panel::<S, 4>(simd, column, 4 * S::LANES);
            column += 4 * S::LANES;
        }
        let remains = is_remainder::<T, S>(self.x.len(), self.out.len());
        while column < self.out.len() - usize::from(remains) {
            let width = S::LANES.min(self.out.len() - column);
            self.panel::<S, 1>(simd, column, width);
            column += width;
        }
        if remains {
            let start = self.bias.map_or(T::zero(), |bias| bias[column]);
            self.out[column] = dot_of_row(simd, self.x, &self.weight[column..], self.out.len(), start);
        }
    }

    #[inline(always)]
    fn panel<S: Vectors<T>, const VECTORS: usize>(&mut self, simd: S, column: usize, width: usize) {
        let stride = self.out.len();
        let mut sums = [[simd.splat(T::zero()); VECTORS]; 1];
        if let Some(bias) = self.bias {
            sums = [simd.load_array(&bias[column..column + width])];
        }
        let (first, rest) = self.x.split_at(self.first);
        microkernel(simd, &mut sums, first, &self.weight[column..], stride, width);
        let [mut sums] = sums;
        if !rest.is_empty() {
            let mut others = [[simd.splat(T::zero()); VECTORS]; 1];
            microkernel(simd, &mut others, rest, &self.weight[first.len() * stride + column..], stride, width);
            add(simd, &mut sums, others[0]);
        }
        simd.store_array(&mut self.out[column..column + width], sums);
    }
}
