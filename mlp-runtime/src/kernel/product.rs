//! The loops around the tile: depth in pieces, columns in panels, rows in blocks.
//!
//! ```text
//! for each DEPTH terms            a piece of the panel stays in the cache for all rows
//!   for each panel of columns     read in place, or packed where that pays; four at once if the factor is large
//!     for each block of rows      a tile: its sums in registers
//! ```

use crate::Float;
use crate::kernel::blocks::{BLOCK, Blocks};
use crate::kernel::factors::{Along, Finish, Right, Rows, Start};
use crate::kernel::last::stands_alone;
use crate::kernel::nanoseconds;
use crate::kernel::pack::{packs, together};
use crate::kernel::room::part;
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, WithSimd};
use crate::kernel::tile::{accumulate, load_rows, store_rows};
use crate::parallel::{Cost, Job};

/// The most terms that go into all sums of a panel before further terms go into any: a panel of 1024 × 64 × 4 bytes
/// takes a quarter of a cache of 1 MiB (256 terms are 3 to 4 % slower: sums are stored and read again each time).
pub(super) const DEPTH: usize = 1024;

/// A multiple of the rows that a block has, of any width.
pub(crate) const TILE_ROWS: usize = 12;

/// A panel begins at a cache line, of so many bytes.
pub(super) const LINE: usize = 64;

/// How many numbers a cache line holds, and the largest register.
pub(super) const fn line<T>() -> usize {
    LINE / size_of::<T>()
}

/// How many columns the widest panel has: four registers of the largest.
pub(super) const fn panel<T>() -> usize {
    4 * line::<T>()
}

/// out \[rows\]\[columns\] ← finish(start + left · right).
pub(super) struct Product<'a, T, L> {
    pub(super) left: L,
    pub(super) right: Right<'a, T>,
    pub(super) rows: usize,
    pub(super) depth: usize,
    pub(super) columns: usize,
    /// How far the rows of `out` are apart.
    pub(super) step: usize,
    pub(super) start: Start<'a, T>,
    pub(super) finish: Finish<T>,
    pub(super) out: &'a mut [T],
    /// Room for packed panels.
    pub(super) scratch: Vec<T>,
}

impl<'a, T: Float> Product<'a, T, Along<'a, T>> {
    /// All of a result whose columns are known.
    #[inline(always)]
    pub(super) fn along<const COLUMNS: usize>(
        left: Along<'a, T>,
        right: Right<'a, T>,
        start: Start<'a, T>,
        finish: Finish<T>,
        out: &'a mut [[T; COLUMNS]],
    ) -> Self {
        Self {
            left,
            right,
            rows: out.len(),
            depth: left.width,
            columns: COLUMNS,
            step: COLUMNS,
            start,
            finish,
            out: out.as_flattened_mut(),
            scratch: Vec::new(),
        }
    }
}

/// It may be cut between the rows of its result.
impl<T: Float, L: Rows<T>> Job for Product<'_, T, L> {
    fn cost(&self) -> Cost {
        Cost::new(self.rows, nanoseconds::<T>(self.rows, self.depth, self.columns)).granularity(TILE_ROWS)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let out = self.out;
        let (first, rest) = out.split_at_mut(row * self.step);
        (
            Self { rows: row, out: first, ..self },
            Self { left: self.left.skip(row), rows: self.rows - row, out: rest, scratch: Vec::new(), ..self },
        )
    }

    fn run(self) {
        L::run(self);
    }
}

impl<T: Float, L: Rows<T>> WithSimd for &mut Product<'_, T, L> {
    /// Whether the last column is left.
    type Output = bool;

    /// Tiles as large as the registers of the instruction set hold.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        let lone = stands_alone::<T, T::Vectors<S>>(self.depth, self.columns);
        let scratch = std::mem::take(&mut self.scratch);
        let product = Product { out: self.out, scratch, ..*self };
        let (simd, columns) = (T::vectors(simd), self.columns - usize::from(lone));
        self.scratch = if S::WIDE {
            product.pieces::<T::Vectors<S>, 4>(simd, columns)
        } else {
            product.pieces::<T::Vectors<S>, 2>(simd, columns)
        };
        lone
    }
}

/// A panel of the right factor, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Panel<'a, T> {
    pub(super) right: &'a [T],
    pub(super) step: usize,
    pub(super) column: usize,
    pub(super) width: usize,
    pub(super) term: usize,
    pub(super) depth: usize,
}

impl<T> Panel<'_, T> {
    /// The columns from `from` on, so many.
    #[inline(always)]
    pub(super) fn part(&self, from: usize, width: usize) -> Self {
        Panel { right: &self.right[from..], column: self.column + from, width, ..*self }
    }
}

impl<T: Float, L: Rows<T>> Product<'_, T, L> {
    /// The first `all` columns; gives the scratch back.
    #[inline(always)]
    fn pieces<S: Vectors<T>, const VECTORS: usize>(mut self, simd: S, all: usize) -> Vec<T> {
        let panel = VECTORS * S::LANES;
        let plain = match self.right {
            Right::Plain { values, step } if !packs::<T>(self.rows, step) => Some((values, step)),
            _ => None,
        };
        let large = plain.is_none() && self.right.is_large(self.depth);
        let (most, together) = if large { (DEPTH / 4, together::<T>()) } else { (L::TERMS, panel) };
        let mut packed = std::mem::take(&mut self.scratch);
        let mut term = 0;
        while term < self.depth {
            let depth = most.min(self.depth - term);
            for column in (0..all).step_by(together) {
                let width = together.min(all - column);
                let (right, step, apart) = match plain {
                    Some((values, step)) => (&values[term * step + column..], step, 1),
                    None => {
                        let packed = part(&mut packed, depth * width.next_multiple_of(panel));
                        self.pack(simd, packed, panel, term, depth, column, width);
                        (&*packed, panel, depth)
                    }
                };
                for first in (0..width).step_by(panel) {
                    let (right, column, width) = (&right[first * apart..], column + first, panel.min(width - first));
                    self.panel::<S, VECTORS>(simd, Panel { right, step, column, width, term, depth });
                }
            }
            term += depth;
        }
        packed
    }

    /// A panel of full width at once, a narrower one by two registers, then one, the last perhaps half a one.
    #[inline(always)]
    fn panel<S: Vectors<T>, const VECTORS: usize>(&mut self, simd: S, panel: Panel<'_, T>) {
        if panel.width == VECTORS * S::LANES {
            return simd.outlined(Blocks::<T, L, BLOCK, VECTORS> { product: self, panel });
        }
        let mut done = 0;
        while VECTORS > 2 && done + 2 * S::LANES <= panel.width {
            simd.outlined(Blocks::<T, L, BLOCK, 2> { product: self, panel: panel.part(done, 2 * S::LANES) });
            done += 2 * S::LANES;
        }
        while done < panel.width {
            let lanes = S::LANES.min(panel.width - done);
            let panel = panel.part(done, lanes);
            // Twelve rows: a sum takes four cycles and two start in each, so fewer than eight leave gaps.
            if S::HalfWidth::LANES < S::LANES && lanes <= S::HalfWidth::LANES {
                simd.half_width().outlined(Blocks::<T, L, 12, 1> { product: self, panel });
            } else {
                simd.outlined(Blocks::<T, L, 12, 1> { product: self, panel });
            }
            done += lanes;
        }
    }

    /// ROWS rows from `row` on; `KNOWN` as in [`Lines`](super::tile::Lines).
    #[inline(always)]
    pub(super) fn tile<S: Vectors<T>, const ROWS: usize, const VECTORS: usize, const KNOWN: bool>(
        &mut self,
        simd: S,
        row: usize,
        panel: &Panel<'_, T>,
    ) {
        let Panel { right, step, column, width, term, depth } = *panel;
        let mut sums = [[simd.splat(T::zero()); VECTORS]; ROWS];
        match (self.finish, self.start) {
            // The next piece of the depth goes on with the sums of the last.
            (Finish::Store | Finish::Rectify, _) if term > 0 => {
                sums = load_rows(simd, &self.out[row * self.step + column..], self.step, width);
            }
            (_, Start::Bias(bias)) => sums = [simd.load_array(&bias[column..column + width]); ROWS],
            _ => {}
        }
        accumulate(simd, &mut sums, self.left.block::<ROWS, KNOWN>(row, term, depth), right, step, width);
        let out = &mut self.out[row * self.step + column..];
        if let Finish::Blend { keep } = self.finish {
            let keep = simd.splat(if term == 0 { keep } else { T::one() });
            let old: [[S::Vector; VECTORS]; ROWS] = load_rows(simd, out, self.step, width);
            for (sum, old) in sums.as_flattened_mut().iter_mut().zip(old.as_flattened()) {
                *sum = simd.mul_add(keep, *old, *sum);
            }
        }
        if matches!(self.finish, Finish::Rectify) && term + depth == self.depth {
            for sum in sums.as_flattened_mut() {
                *sum = simd.relu(*sum);
            }
        }
        store_rows(simd, out, self.step, width, sums);
    }
}
