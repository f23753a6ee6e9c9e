//! Dot products: rows of both factors are read along.

use crate::Float;
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, WithSimd};

/// out\[r\]\[i\] ← start + left\[r\] · right\[i\], the dot products of all rows: `left` \[rows\]\[depth\], `right`
/// \[columns\]\[depth\], `out` \[rows\]\[columns\].
pub(super) struct Dots<'a, T> {
    pub(super) left: &'a [T],
    pub(super) right: &'a [T],
    pub(super) start: T,
    pub(super) depth: usize,
    pub(super) out: &'a mut [T],
}

impl<T: Float> Dots<'_, T> {
    /// All of them in a set that is entered already, with half registers if rows fill no more.
    #[inline(always)]
    pub(super) fn fitted<S: Vectors<T>>(self, simd: S) {
        if self.depth <= S::HalfWidth::LANES {
            self.all(simd.half_width());
        } else {
            self.all(simd);
        }
    }

    #[inline(always)]
    fn all<S: Vectors<T>>(self, simd: S) {
        let columns = self.right.len() / self.depth;
        for (left, out) in self.left.chunks_exact(self.depth).zip(self.out.chunks_exact_mut(columns)) {
            let mut rest = self.right.chunks_exact(self.depth);
            let (fours, ones) = out.as_chunks_mut::<4>();
            for out in fours {
                let mut right = [&[] as &[T]; 4];
                for right in &mut right {
                    *right = rest.next().unwrap_or_default();
                }
                *out = dot(simd, left, right, self.start);
            }
            for (out, right) in ones.iter_mut().zip(rest) {
                [*out] = dot(simd, left, [right], self.start);
            }
        }
    }
}

/// start + the dot products of `left` with each row of `right`.
#[inline(always)]
pub(super) fn dot<T: Float, S: Vectors<T>, const N: usize>(simd: S, left: &[T], right: [&[T]; N], start: T) -> [T; N] {
    let mut sums = [simd.first_lane(start); N];
    add_products(simd, &mut sums, left, right);
    sums_of(simd, sums)
}

/// The sums of all lanes of up to four vectors.
#[inline(always)]
pub(super) fn sums_of<T: Float, S: Vectors<T>, const N: usize>(simd: S, vectors: [S::Vector; N]) -> [T; N] {
    let mut four = [vectors[0]; 4]; // zeros would take one more register
    four[..N].copy_from_slice(&vectors);
    let (four, mut sums) = (simd.horizontal_sums(four), [T::zero(); N]);
    sums.copy_from_slice(&four[..N]);
    sums
}

/// sums += left · each of `right`, lane by lane.
#[inline(always)]
pub(super) fn add_products<T: Float, S: Vectors<T>, const N: usize>(
    simd: S,
    sums: &mut [S::Vector; N],
    left: &[T],
    mut right: [&[T]; N],
) {
    for right in &mut right {
        *right = &right[..left.len()]; // once for all
    }
    let whole = left.len() / S::LANES * S::LANES;
    for at in (0..whole).step_by(S::LANES) {
        let left = simd.load(&left[at..]);
        for n in 0..N {
            sums[n] = simd.mul_add(left, simd.load(&right[n][at..]), sums[n]);
        }
    }
    if whole < left.len() {
        let left = simd.partial_load(&left[whole..]);
        for n in 0..N {
            sums[n] = simd.mul_add(left, simd.partial_load(&right[n][whole..]), sums[n]);
        }
    }
}

impl<T: Float> WithSimd for Dots<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.all(T::vectors(simd));
    }
}
