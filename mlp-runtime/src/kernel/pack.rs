//! The copy of panels, in rows one after another.

use crate::Float;
use crate::kernel::factors::{Right, Rows};
use crate::kernel::lanes::Lanes;
use crate::kernel::product::Product;

impl<T: Float, L: Rows<T>> Product<'_, T, L> {
    /// Copies `depth` rows of `width` numbers, from `term` and `column` on: panels one after another, whose rows are
    /// `panel` numbers apart. Of a transposed factor it copies one panel.
    #[inline(always)]
    #[allow(clippy::too_many_arguments)]
    pub(super) fn pack<S: Lanes<T>>(
        &self,
        set: S,
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
                            set.store(&mut packed[at..], set.load(&from[at..]));
                        }
                        if rest > 0 {
                            set.store_part(&mut packed[whole..], set.load_part(&from[whole..]));
                        }
                    }
                }
            }
            Right::Transposed(values) => {
                let block = <S as Lanes<T>>::BLOCK;
                let (columns, terms) = (width / block * block, depth / block * block);
                for c in (0..columns).step_by(block) {
                    let from = &values[(column + c) * self.depth + term..];
                    for k in (0..terms).step_by(block) {
                        set.transpose(&from[k..], self.depth, &mut packed[k * panel + c..], panel);
                    }
                }
                for c in 0..width {
                    let from = &values[(column + c) * self.depth + term..][..depth];
                    let done = if c < columns { terms } else { 0 };
                    for k in done..depth {
                        packed[k * panel + c] = from[k];
                    }
                }
            }
        }
    }
}
