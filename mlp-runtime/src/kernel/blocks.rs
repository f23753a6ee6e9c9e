//! The rows of a panel in blocks, one tile each.
//!
//! One to three rows behind blocks of [`BLOCK`] go with the last of these, in tall tiles of half the columns: in a tile of
//! their own they would read all of a panel once more, for little work.

use crate::Float;
use crate::kernel::factors::Rows;
use crate::kernel::product::{Panel, Product};
use crate::kernel::simd::vectors::{Outlined, Vectors};

/// How many rows the widest tile has.
pub(super) const BLOCK: usize = 6;

/// How many of so many rows come before those of tall tiles, or before what is left for less than a block.
pub(super) const fn before_last(rows: usize) -> usize {
    match rows % BLOCK {
        left @ 1..=3 => (rows - left).saturating_sub(BLOCK),
        left => rows - left,
    }
}

/// All rows of a panel: blocks of ROWS, then of [`BLOCK`], and the rest. A function of its own for each shape of tile: with
/// all of them in one, the compiler takes four times as long.
pub(super) struct Blocks<'p, 'a, T, L, const ROWS: usize, const VECTORS: usize> {
    pub(super) product: &'p mut Product<'a, T, L>,
    pub(super) panel: Panel<'p, T>,
}

impl<T: Float, L: Rows<T>, const ROWS: usize, const VECTORS: usize> Blocks<'_, '_, T, L, ROWS, VECTORS> {
    /// Whether the last rows may take tall tiles: in the widest panels alone, for each shape of tile is compiled for each
    /// set and type.
    const TALL: bool = L::TALL && ROWS == BLOCK && VECTORS == 4;
}

impl<T: Float, L: Rows<T>, const ROWS: usize, const VECTORS: usize> Outlined<T>
    for Blocks<'_, '_, T, L, ROWS, VECTORS>
{
    #[inline(always)]
    fn run<S: Vectors<T>>(self, simd: S) {
        let Self { product, panel } = self;
        let whole = if const { Self::TALL } { before_last(product.rows) } else { product.rows / ROWS * ROWS };
        for row in (0..whole).step_by(ROWS) {
            product.tile::<S, ROWS, VECTORS, false>(simd, row, &panel);
        }
        let mut row = whole;
        if const { Self::TALL } && product.rows - row > BLOCK {
            return tall_tiles(product, simd, row, &panel);
        }
        if ROWS > BLOCK && row + BLOCK <= product.rows {
            product.tile::<S, BLOCK, VECTORS, false>(simd, row, &panel);
            row += BLOCK;
        }
        // One tile for what is left: with two the panel would be read twice.
        match product.rows - row {
            5 => product.tile::<S, 5, VECTORS, false>(simd, row, &panel),
            4 => product.tile::<S, 4, VECTORS, false>(simd, row, &panel),
            3 => product.tile::<S, 3, VECTORS, false>(simd, row, &panel),
            2 => product.tile::<S, 2, VECTORS, false>(simd, row, &panel),
            1 => product.tile::<S, 1, VECTORS, false>(simd, row, &panel),
            _ => {}
        }
    }
}

/// The last seven to nine rows, from `row` on, in tiles of two registers, half of a panel.
#[inline(always)]
fn tall_tiles<T: Float, L: Rows<T>, S: Vectors<T>>(
    product: &mut Product<'_, T, L>,
    simd: S,
    row: usize,
    panel: &Panel<'_, T>,
) {
    for first in [0, 2 * S::LANES] {
        let panel = panel.part(first, 2 * S::LANES);
        match product.rows - row {
            7 => product.tile::<S, 7, 2, false>(simd, row, &panel),
            8 => product.tile::<S, 8, 2, false>(simd, row, &panel),
            _ => product.tile::<S, 9, 2, false>(simd, row, &panel),
        }
    }
}
