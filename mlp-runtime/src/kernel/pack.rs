//! Panels of the right factor copied together, in rows one after another: which, and how.

use crate::Float;
use crate::kernel::factors::{Right, Rows};
use crate::kernel::product::{Product, panel};
use crate::kernel::simd::vectors::Vectors;

/// How many rows a packed panel must serve: below it costs more to copy than to read in place.
pub(super) const PACKED_FROM: usize = 48;

/// Rows of the right factor up to so many bytes are read in place as fast as from a packed panel. Longer ones lie on
/// too many pages, and too many of them in the same part of the cache.
pub(super) const SHORT: usize = 512;

/// Whether a product with so many rows copies its right factor, whose rows are `step` numbers apart.
pub(super) const fn packs<T>(rows: usize, step: usize) -> bool {
    rows >= PACKED_FROM && step * size_of::<T>() > SHORT
}

/// Bytes of a right factor from which on several panels are packed at once. It is on 512 pages of 4 KiB or more, and each
/// panel goes through all of them: with those of the other factor and of the result more than a processor has at hand.
const LARGE: usize = if cfg!(test) { 32 << 10 } else { 2 << 20 };

/// How many columns are packed at once of a [large](Right::is_large) factor.
pub(super) const fn together<T>() -> usize {
    4 * panel::<T>()
}

impl<T> Right<'_, T> {
    /// Whether several of its panels, of so many terms, are packed at once.
    pub(super) fn is_large(&self, depth: usize) -> bool {
        match *self {
            Self::Plain { step, .. } => depth * step * size_of::<T>() >= LARGE,
            Self::Transposed(_) => false, // a panel has pages of its own
        }
    }
}

impl<T: Float, L: Rows<T>> Product<'_, T, L> {
    /// Copies `depth` rows of `width` numbers, from `term` and `column` on: panels one after another, whose rows are
    /// `panel` numbers apart. Of a transposed factor it copies one panel.
    #[inline(always)]
    #[allow(clippy::too_many_arguments)]
    pub(super) fn pack<S: Vectors<T>>(
        &self,
        simd: S,
        packed: &mut [T],
        panel: usize,
        term: usize,
        depth: usize,
        column: usize,
        width: usize,
    ) {
        match self.right {
            Right::Plain { values, step } => {
                for k in 0..depth {
                    let from = &values[(term + k) * step + column..][..width];
                    for (from, packed) in from.chunks(panel).zip(packed.chunks_mut(depth * panel)) {
                        let packed = &mut packed[k * panel..][..from.len()];
                        let (whole, rest) = (from.len() / S::LANES * S::LANES, from.len() % S::LANES);
                        for at in (0..whole).step_by(S::LANES) {
                            simd.store(&mut packed[at..], simd.load(&from[at..]));
                        }
                        if rest > 0 {
                            simd.partial_store(&mut packed[whole..], simd.partial_load(&from[whole..]));
                        }
                    }
                }
            }
            Right::Transposed(values) => {
                let block = <S as Vectors<T>>::TRANSPOSE;
                // The last block may begin before what is left, and copy some once more.
                if width >= block && depth >= block {
                    for c in (0..width).step_by(block) {
                        let c = c.min(width - block);
                        let from = &values[(column + c) * self.depth + term..];
                        for k in (0..depth).step_by(block) {
                            let k = k.min(depth - block);
                            simd.transpose(&from[k..], self.depth, &mut packed[k * panel + c..], panel);
                        }
                    }
                } else {
                    for c in 0..width {
                        let from = &values[(column + c) * self.depth + term..][..depth];
                        for (packed, from) in packed[c..].iter_mut().step_by(panel).zip(from) {
                            *packed = *from;
                        }
                    }
                }
            }
        }
    }
}
