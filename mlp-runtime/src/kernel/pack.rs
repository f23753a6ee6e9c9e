//! The copy of a panel, in rows one after another.

use crate::Float;
use crate::kernel::factors::{Right, Rows};
use crate::kernel::lanes::Lanes;
use crate::kernel::product::Product;

impl<T: Float, L: Rows<T>> Product<'_, T, L> {
    /// Copies a panel together: `depth` rows of `width` numbers, `step` apart, from `term` and `column` on.
    #[inline(always)]
    #[allow(clippy::too_many_arguments)]
    pub(super) fn pack<S: Lanes<T>>(
        &self,
        set: S,
        packed: &mut [T],
        step: usize,
        term: usize,
        depth: usize,
        column: usize,
        width: usize,
    ) {
        match self.right {
            Right::Plain { values, step: from_step } => {
                for (k, packed) in packed.chunks_exact_mut(step).take(depth).enumerate() {
                    let from = (term + k) * from_step + column;
                    let (from, packed) = (&values[from..from + width], &mut packed[..width]);
                    let (whole, rest) = (width / S::LANES * S::LANES, width % S::LANES);
                    for at in (0..whole).step_by(S::LANES) {
                        set.store(&mut packed[at..], set.load(&from[at..]));
                    }
                    if rest > 0 {
                        set.store_part(&mut packed[whole..], set.load_part(&from[whole..]));
                    }
                }
            }
            Right::Transposed(values) => {
                let block = <S as Lanes<T>>::BLOCK;
                let (columns, terms) = (width / block * block, depth / block * block);
                for c in (0..columns).step_by(block) {
                    let from = &values[(column + c) * self.depth + term..];
                    for k in (0..terms).step_by(block) {
                        set.transpose(&from[k..], self.depth, &mut packed[k * step + c..], step);
                    }
                }
                for c in 0..width {
                    let from = &values[(column + c) * self.depth + term..][..depth];
                    let done = if c < columns { terms } else { 0 };
                    for k in done..depth {
                        packed[k * step + c] = from[k];
                    }
                }
            }
        }
    }
}
