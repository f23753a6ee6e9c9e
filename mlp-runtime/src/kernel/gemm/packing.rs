//! Packing: panels of the rhs are copied so that their rows follow one another.

use crate::Float;
use crate::kernel::blocking::{LARGE_RHS_BYTES, PACK_MIN_ROWS, PACK_ROW_BYTES, nr};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::operands::{Lhs, Rhs};
use crate::kernel::simd::vectors::Vectors;

/// Whether a product with this many rows packs an rhs whose rows are `stride` apart.
pub(in crate::kernel) const fn is_packed<T>(rows: usize, stride: usize) -> bool {
    rows >= PACK_MIN_ROWS && stride * size_of::<T>() > PACK_ROW_BYTES
}

/// Splits the columns from `first` on into blocks of `block`, a multiple of a panel: where each begins, and its width. The
/// last block takes a remainder narrower than a panel as well, so that a column which
/// [remains alone](super::remainder) stays with others.
pub(in crate::kernel) fn column_blocks<T>(
    mut first: usize,
    columns: usize,
    block: usize,
) -> impl Iterator<Item = (usize, usize)> {
    std::iter::from_fn(move || {
        let rest = columns - first;
        let width = if rest < block + nr::<T>() { rest } else { block };
        first += width;
        (width > 0).then_some((first - width, width))
    })
}

impl<T> Rhs<'_, T> {
    /// Whether several of its panels, of `depth` terms, are packed at once.
    pub(in crate::kernel) fn is_large(&self, depth: usize) -> bool {
        match *self {
            Self::RowMajor { stride, .. } => depth * stride * size_of::<T>() >= LARGE_RHS_BYTES,
            Self::Transposed(_) => false, // a panel has pages of its own
        }
    }
}

impl<T: Float, L: Lhs<T>> Gemm<'_, T, L> {
    /// Packs `depth` terms from `term` on of `columns` columns from `column` on: panels of `nr` columns, one after another.
    /// Of a transposed rhs it packs a single panel.
    #[inline(always)]
    pub(in crate::kernel) fn pack<S: Vectors<T>>(
        &self,
        simd: S,
        packed: &mut [T],
        nr: usize,
        [term, depth]: [usize; 2],
        [column, columns]: [usize; 2],
    ) {
        match self.rhs {
            Rhs::RowMajor { values, stride } => {
                for k in 0..depth {
                    let from = &values[(term + k) * stride + column..][..columns];
                    for (from, panel) in from.chunks(nr).zip(packed.chunks_mut(depth * nr)) {
                        copy(simd, from, &mut panel[k * nr..][..from.len()]);
                    }
                }
            }
            Rhs::Transposed(values) => {
                let columns_from = |c: usize| &values[(column + c) * self.depth + term..];
                transpose(simd, columns_from, self.depth, [depth, columns], packed, nr);
            }
        }
    }
}

#[inline(always)]
fn copy<T: Float, S: Vectors<T>>(simd: S, from: &[T], to: &mut [T]) {
    let whole = from.len() / S::LANES * S::LANES;
    for at in (0..whole).step_by(S::LANES) {
        simd.store(&mut to[at..], simd.load(&from[at..]));
    }
    if whole < from.len() {
        simd.partial_store(&mut to[whole..], simd.partial_load(&from[whole..]));
    }
}

/// `from(c)` begins with column c, and the following columns are `stride` apart; rows of `to` are `nr` apart.
#[inline(always)]
fn transpose<'a, T: Float, S: Vectors<T>>(
    simd: S,
    from: impl Fn(usize) -> &'a [T],
    stride: usize,
    [depth, columns]: [usize; 2],
    to: &mut [T],
    nr: usize,
) {
    let block = <S as Vectors<T>>::TRANSPOSE;
    if columns >= block && depth >= block {
        // The last block may begin before what remains, and transpose some elements again.
        for c in (0..columns).step_by(block) {
            let c = c.min(columns - block);
            let from = from(c);
            for k in (0..depth).step_by(block) {
                let k = k.min(depth - block);
                simd.transpose(&from[k..], stride, &mut to[k * nr + c..], nr);
            }
        }
    } else {
        for c in 0..columns {
            for (to, from) in to[c..].iter_mut().step_by(nr).zip(&from(c)[..depth]) {
                *to = *from;
            }
        }
    }
}
