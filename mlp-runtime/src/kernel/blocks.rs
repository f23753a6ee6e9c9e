//! The rows of a panel in blocks, one tile each.

use crate::Float;
use crate::kernel::factors::Rows;
use crate::kernel::lanes::{Apart, Lanes};
use crate::kernel::product::{Panel, Product};

/// All rows of a panel: blocks of ROWS, then of 6, and the rest; of blocks of 6 the last seven to nine in tiles of HALF
/// the registers, or the panel would be read again for one to three rows. A function of its own for each shape of tile:
/// with all of them in one, the compiler takes four times as long.
pub(super) struct Blocks<'p, 'a, T, L, const ROWS: usize, const VECTORS: usize, const HALF: usize> {
    pub(super) product: &'p mut Product<'a, T, L>,
    pub(super) panel: Panel<'p, T>,
}

impl<T: Float, L: Rows<T>, const ROWS: usize, const VECTORS: usize, const HALF: usize> Apart<T>
    for Blocks<'_, '_, T, L, ROWS, VECTORS, HALF>
{
    #[inline(always)]
    fn run<S: Lanes<T>>(self, set: S) {
        let Self { product, panel } = self;
        let rest = product.rows % ROWS;
        let halves = L::HALVES && HALF < VECTORS && (1..=3).contains(&rest) && product.rows > ROWS;
        let mut row = product.rows - rest - if halves { ROWS } else { 0 };
        for row in (0..row).step_by(ROWS) {
            product.tile::<S, ROWS, VECTORS, false>(set, row, &panel);
        }
        if halves {
            for first in [0, HALF * S::LANES] {
                let panel = panel.part(first, HALF * S::LANES);
                match rest {
                    1 => product.tile::<S, 7, HALF, false>(set, row, &panel),
                    2 => product.tile::<S, 8, HALF, false>(set, row, &panel),
                    _ => product.tile::<S, 9, HALF, false>(set, row, &panel),
                }
            }
            return;
        }
        if ROWS > 6 && row + 6 <= product.rows {
            product.tile::<S, 6, VECTORS, false>(set, row, &panel);
            row += 6;
        }
        // One tile for what is left: with two the panel would be read twice.
        match product.rows - row {
            5 => product.tile::<S, 5, VECTORS, false>(set, row, &panel),
            4 => product.tile::<S, 4, VECTORS, false>(set, row, &panel),
            3 => product.tile::<S, 3, VECTORS, false>(set, row, &panel),
            2 => product.tile::<S, 2, VECTORS, false>(set, row, &panel),
            1 => product.tile::<S, 1, VECTORS, false>(set, row, &panel),
            _ => {}
        }
    }
}
