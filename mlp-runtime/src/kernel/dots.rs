//! Dot products: rows of both factors are read along.

use crate::Float;
use crate::kernel::lanes::Lanes;
use crate::kernel::set::{Kernel, Set};

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
    pub(super) fn fitted<S: Lanes<T>>(self, set: S) {
        if self.depth <= S::Half::LANES {
            self.all(set.half());
        } else {
            self.all(set);
        }
    }

    #[inline(always)]
    fn all<S: Lanes<T>>(self, set: S) {
        let columns = self.right.len() / self.depth;
        for (left, out) in self.left.chunks_exact(self.depth).zip(self.out.chunks_exact_mut(columns)) {
            let mut rest = self.right.chunks_exact(self.depth);
            let (fours, ones) = out.as_chunks_mut::<4>();
            for out in fours {
                let mut right = [&[] as &[T]; 4];
                for right in &mut right {
                    *right = rest.next().unwrap_or_default();
                }
                *out = dot(set, left, right, self.start);
            }
            for (out, right) in ones.iter_mut().zip(rest) {
                [*out] = dot(set, left, [right], self.start);
            }
        }
    }
}

/// start + the dot products of `left` with each row of `right`.
#[inline(always)]
pub(super) fn dot<T: Float, S: Lanes<T>, const N: usize>(set: S, left: &[T], right: [&[T]; N], start: T) -> [T; N] {
    let mut sums = [set.single(start); N];
    add_products(set, &mut sums, left, right);
    sums_of(set, sums)
}

/// The sums of all lanes of up to four vectors.
#[inline(always)]
pub(super) fn sums_of<T: Float, S: Lanes<T>, const N: usize>(set: S, vectors: [S::Vector; N]) -> [T; N] {
    let mut four = [vectors[0]; 4]; // zeros would take one more register
    four[..N].copy_from_slice(&vectors);
    let (four, mut sums) = (set.sums(four), [T::zero(); N]);
    sums.copy_from_slice(&four[..N]);
    sums
}

/// sums += left · each of `right`, lane by lane.
#[inline(always)]
pub(super) fn add_products<T: Float, S: Lanes<T>, const N: usize>(
    set: S,
    sums: &mut [S::Vector; N],
    left: &[T],
    mut right: [&[T]; N],
) {
    for right in &mut right {
        *right = &right[..left.len()]; // once for all
    }
    let whole = left.len() / S::LANES * S::LANES;
    for at in (0..whole).step_by(S::LANES) {
        let left = set.load(&left[at..]);
        for n in 0..N {
            sums[n] = set.multiply_add(left, set.load(&right[n][at..]), sums[n]);
        }
    }
    if whole < left.len() {
        let left = set.load_part(&left[whole..]);
        for n in 0..N {
            sums[n] = set.multiply_add(left, set.load_part(&right[n][whole..]), sums[n]);
        }
    }
}

impl<T: Float> Kernel for Dots<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Set>(self, set: S) {
        self.all(T::lanes(set));
    }
}
