//! The tile: ROWS × VECTORS registers of sums that stay while their terms stream by.

use super::lanes::Lanes;

/// The left factor of a tile: ROWS numbers for each term of the sums.
pub(super) trait Left<T, const ROWS: usize>: Copy {
    /// The numbers of term `k`.
    fn at(self, k: usize) -> [T; ROWS];

    /// The same for the terms 0..depth alone, so that the compiler sees where `at` stays inside.
    fn upto(self, depth: usize) -> Self;
}

/// Rows of `width` that are read along: number r of term k is `values[r · width + k]`.
#[derive(Clone, Copy)]
pub(super) struct Along<'a, T> {
    pub(super) values: &'a [T],
    pub(super) width: usize,
}

impl<T: Copy, const ROWS: usize> Left<T, ROWS> for Along<'_, T> {
    #[inline(always)]
    fn at(self, k: usize) -> [T; ROWS] {
        std::array::from_fn(|r| self.values[r * self.width + k])
    }

    #[inline(always)]
    fn upto(self, _: usize) -> Self {
        self
    }
}

/// Rows that are read across: number r of term k is `values[k · step + r]`.
#[derive(Clone, Copy)]
pub(super) struct Across<'a, T> {
    pub(super) values: &'a [T],
    pub(super) step: usize,
}

impl<T: Copy, const ROWS: usize> Left<T, ROWS> for Across<'_, T> {
    #[inline(always)]
    fn at(self, k: usize) -> [T; ROWS] {
        let at = k * self.step;
        let values = &self.values[at..at + ROWS];
        std::array::from_fn(|r| values[r])
    }

    #[inline(always)]
    fn upto(self, _: usize) -> Self {
        self
    }
}

/// sums\[r\]\[c\] += Σₖ left(k)\[r\] · right\[k · step + c\] for k in 0..depth and c in 0..width, `width` being all lanes, or,
/// of one vector, fewer.
#[inline(always)]
pub(super) fn accumulate<T: Copy, S: Lanes<T>, const ROWS: usize, const VECTORS: usize>(
    set: S,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
    left: impl Left<T, ROWS>,
    right: &[T],
    step: usize,
    width: usize,
    depth: usize,
) {
    let left = left.upto(depth);
    if VECTORS > 1 || width == S::LANES {
        for k in 0..depth {
            let right = &right[k * step..k * step + VECTORS * S::LANES];
            let right: [S::Vector; VECTORS] = std::array::from_fn(|v| set.load(&right[v * S::LANES..]));
            multiply_add(set, sums, left.at(k), right);
        }
    } else {
        for k in 0..depth {
            let right = [set.load_part(&right[k * step..k * step + width]); VECTORS];
            multiply_add(set, sums, left.at(k), right);
        }
    }
}

/// sums += left ⊗ right, the outer product.
#[inline(always)]
fn multiply_add<T: Copy, S: Lanes<T>, const ROWS: usize, const VECTORS: usize>(
    set: S,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
    left: [T; ROWS],
    right: [S::Vector; VECTORS],
) {
    for (sums, left) in sums.iter_mut().zip(left) {
        let left = set.splat(left);
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum = set.multiply_add(left, right, *sum);
        }
    }
}
