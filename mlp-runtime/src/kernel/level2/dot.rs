//! Dot products: the rows of both operands are contiguous.

use crate::Float;
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, WithSimd};

/// out\[r\]\[c\] ← start + lhs\[r\] · rhs\[c\], the dot products of all pairs of rows: `lhs` \[rows\]\[depth\], `rhs`
/// \[columns\]\[depth\], `out` \[rows\]\[columns\].
pub(in crate::kernel) struct Dot<'a, T> {
    pub(in crate::kernel) lhs: &'a [T],
    pub(in crate::kernel) rhs: &'a [T],
    pub(in crate::kernel) start: T,
    pub(in crate::kernel) depth: usize,
    pub(in crate::kernel) out: &'a mut [T],
}

impl<T: Float> Dot<'_, T> {
    /// All of them, in registers of half width if rows fill no more.
    #[inline(always)]
    pub(in crate::kernel) fn fitted<S: Vectors<T>>(self, simd: S) {
        if self.depth <= S::HalfWidth::LANES {
            self.all(simd.half_width());
        } else {
            self.all(simd);
        }
    }

    #[inline(always)]
    fn all<S: Vectors<T>>(self, simd: S) {
        let columns = self.rhs.len() / self.depth;
        for (lhs, out) in self.lhs.chunks_exact(self.depth).zip(self.out.chunks_exact_mut(columns)) {
            let mut rest = self.rhs.chunks_exact(self.depth);
            let (fours, ones) = out.as_chunks_mut::<4>();
            for out in fours {
                let mut rhs = [&[] as &[T]; 4];
                for rhs in &mut rhs {
                    *rhs = rest.next().unwrap_or_default();
                }
                *out = dot(simd, lhs, rhs, self.start);
            }
            for (out, rhs) in ones.iter_mut().zip(rest) {
                [*out] = dot(simd, lhs, [rhs], self.start);
            }
        }
    }
}

/// start + the dot products of `lhs` with each row of `rhs`.
#[inline(always)]
pub(in crate::kernel) fn dot<T: Float, S: Vectors<T>, const N: usize>(
    simd: S,
    lhs: &[T],
    rhs: [&[T]; N],
    start: T,
) -> [T; N] {
    let mut sums = [simd.first_lane(start); N];
    add_products(simd, &mut sums, lhs, rhs);
    horizontal_sums(simd, sums)
}

/// The sum of all lanes, for each of up to four vectors.
#[inline(always)]
pub(in crate::kernel) fn horizontal_sums<T: Float, S: Vectors<T>, const N: usize>(
    simd: S,
    vectors: [S::Vector; N],
) -> [T; N] {
    let mut four = [vectors[0]; 4]; // zeros would take one more register
    four[..N].copy_from_slice(&vectors);
    let (four, mut sums) = (simd.horizontal_sums(four), [T::zero(); N]);
    sums.copy_from_slice(&four[..N]);
    sums
}

/// sums += lhs · each of `rhs`, lane by lane.
#[inline(always)]
pub(in crate::kernel) fn add_products<T: Float, S: Vectors<T>, const N: usize>(
    simd: S,
    sums: &mut [S::Vector; N],
    lhs: &[T],
    mut rhs: [&[T]; N],
) {
    for rhs in &mut rhs {
        *rhs = &rhs[..lhs.len()]; // one check for all
    }
    let whole = lhs.len() / S::LANES * S::LANES;
    for at in (0..whole).step_by(S::LANES) {
        let lhs = simd.load(&lhs[at..]);
        for n in 0..N {
            sums[n] = simd.mul_add(lhs, simd.load(&rhs[n][at..]), sums[n]);
        }
    }
    if whole < lhs.len() {
        let lhs = simd.partial_load(&lhs[whole..]);
        for n in 0..N {
            sums[n] = simd.mul_add(lhs, simd.partial_load(&rhs[n][whole..]), sums[n]);
        }
    }
}

impl<T: Float> WithSimd for Dot<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.all(T::vectors(simd));
    }
}
