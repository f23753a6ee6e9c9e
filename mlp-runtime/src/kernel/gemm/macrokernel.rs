//! The macro-kernel: the loops around the micro-kernel.

use crate::Float;
use crate::kernel::blocking::{KC_LARGE, MR, MR_NARROW, nc_large};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::epilogue::{Epilogue, Prologue};
use crate::kernel::gemm::microkernel::{load_tile, microkernel, store_tile};
use crate::kernel::gemm::operands::{Lhs, Rhs};
use crate::kernel::gemm::packing::is_packed;
use crate::kernel::gemm::remainder::is_remainder;
use crate::kernel::simd::vectors::{Outlined, Vectors};
use crate::kernel::simd::{Simd, WithSimd};
use crate::kernel::workspace::aligned;

impl<T: Float, L: Lhs<T>> WithSimd for &mut Gemm<'_, T, L> {
    /// Whether the last column remains.
    type Output = bool;

    /// Uses tiles as large as the registers of the instruction set hold.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        let remains = is_remainder::<T, T::Vectors<S>>(self.depth, self.columns);
        let workspace = std::mem::take(&mut self.workspace);
        let gemm = Gemm { out: self.out, workspace, ..*self };
        let (simd, columns) = (T::vectors(simd), self.columns - usize::from(remains));
        self.workspace = if S::WIDE {
            gemm.panels::<T::Vectors<S>, 4>(simd, columns)
        } else {
            gemm.panels::<T::Vectors<S>, 2>(simd, columns)
        };
        remains
    }
}

/// A block of the rhs, perhaps packed, and where it belongs: `columns` columns from `column` on, `depth` terms from `term`
/// on.
#[derive(Clone, Copy)]
pub(in crate::kernel) struct Panel<'a, T> {
    pub(in crate::kernel) values: &'a [T],
    pub(in crate::kernel) stride: usize,
    pub(in crate::kernel) column: usize,
    pub(in crate::kernel) columns: usize,
    pub(in crate::kernel) term: usize,
    pub(in crate::kernel) depth: usize,
}

impl<T> Panel<'_, T> {
    /// `columns` of its columns from `first` on.
    #[inline(always)]
    pub(in crate::kernel) fn part(&self, first: usize, columns: usize) -> Self {
        Panel { values: &self.values[first..], column: self.column + first, columns, ..*self }
    }
}

impl<T: Float, L: Lhs<T>> Gemm<'_, T, L> {
    /// The loops over terms and panels, for the first `columns` columns. Returns the workspace.
    #[inline(always)]
    fn panels<S: Vectors<T>, const VECTORS: usize>(mut self, simd: S, columns: usize) -> Vec<T> {
        let nr = VECTORS * S::LANES;
        let in_place = match self.rhs {
            Rhs::RowMajor { values, stride } if !is_packed::<T>(self.rows, stride) => Some((values, stride)),
            _ => None,
        };
        let large = in_place.is_none() && self.rhs.is_large(self.depth);
        let (kc, nc) = if large { (KC_LARGE, nc_large::<T>()) } else { (L::KC, nr) };
        let mut workspace = std::mem::take(&mut self.workspace);
        for term in (0..self.depth).step_by(kc) {
            let depth = kc.min(self.depth - term);
            for column in (0..columns).step_by(nc) {
                let width = nc.min(columns - column);
                let (block, stride, panel_stride) = match in_place {
                    Some((values, stride)) => (&values[term * stride + column..], stride, 1),
                    None => {
                        let packed = aligned(&mut workspace, depth * width.next_multiple_of(nr));
                        self.pack(simd, packed, nr, [term, depth], [column, width]);
                        (&*packed, nr, depth)
                    }
                };
                for first in (0..width).step_by(nr) {
                    let (values, column, columns) =
                        (&block[first * panel_stride..], column + first, nr.min(width - first));
                    self.panel::<S, VECTORS>(simd, Panel { values, stride, column, columns, term, depth });
                }
            }
        }
        workspace
    }

    /// A panel of full width at once; a narrower one by two registers at a time, then one, the last perhaps of half width.
    #[inline(always)]
    fn panel<S: Vectors<T>, const VECTORS: usize>(&mut self, simd: S, panel: Panel<'_, T>) {
        if panel.columns == VECTORS * S::LANES {
            return simd.outlined(RowLoop::<T, L, MR, VECTORS> { gemm: self, panel });
        }
        let mut done = 0;
        while VECTORS > 2 && done + 2 * S::LANES <= panel.columns {
            simd.outlined(RowLoop::<T, L, MR, 2> { gemm: self, panel: panel.part(done, 2 * S::LANES) });
            done += 2 * S::LANES;
        }
        while done < panel.columns {
            let lanes = S::LANES.min(panel.columns - done);
            let panel = panel.part(done, lanes);
            if S::HalfWidth::LANES < S::LANES && lanes <= S::HalfWidth::LANES {
                simd.half_width().outlined(RowLoop::<T, L, MR_NARROW, 1> { gemm: self, panel });
            } else {
                simd.outlined(RowLoop::<T, L, MR_NARROW, 1> { gemm: self, panel });
            }
            done += lanes;
        }
    }

    /// One micro-tile: ROWS rows from `row` on; `SIZED` as in [`RowMajorTile`](super::microkernel::RowMajorTile).
    #[inline(always)]
    pub(in crate::kernel) fn tile<S: Vectors<T>, const ROWS: usize, const VECTORS: usize, const SIZED: bool>(
        &mut self,
        simd: S,
        row: usize,
        panel: &Panel<'_, T>,
    ) {
        let Panel { values, stride, column, columns, term, depth } = *panel;
        let mut sums = [[simd.splat(T::zero()); VECTORS]; ROWS];
        match (self.epilogue, self.prologue) {
            // For every block of terms after the first, reload the partial sums from `out` and keep accumulating.
            (Epilogue::Store | Epilogue::Relu, _) if term > 0 => {
                sums = load_tile(simd, &self.out[row * self.stride + column..], self.stride, columns);
            }
            (_, Prologue::Bias(bias)) => sums = [simd.load_array(&bias[column..column + columns]); ROWS],
            _ => {}
        }
        microkernel(simd, &mut sums, self.lhs.tile::<ROWS, SIZED>(row, term, depth), values, stride, columns);
        let out = &mut self.out[row * self.stride + column..];
        if let Epilogue::Accumulate { beta } = self.epilogue {
            let beta = simd.splat(if term == 0 { beta } else { T::one() });
            let old: [[S::Vector; VECTORS]; ROWS] = load_tile(simd, out, self.stride, columns);
            for (sum, old) in sums.as_flattened_mut().iter_mut().zip(old.as_flattened()) {
                *sum = simd.mul_add(beta, *old, *sum);
            }
        }
        if matches!(self.epilogue, Epilogue::Relu) && term + depth == self.depth {
            for sum in sums.as_flattened_mut() {
                *sum = simd.relu(*sum);
            }
        }
        store_tile(simd, out, self.stride, columns, sums);
    }
}

/// The loop over all rows of a panel: tiles of ROWS rows, then of [`MR`], and one for the rest. A separate function for
/// each shape of tile: all shapes in one take the compiler four times as long.
struct RowLoop<'p, 'a, T, L, const ROWS: usize, const VECTORS: usize> {
    gemm: &'p mut Gemm<'a, T, L>,
    panel: Panel<'p, T>,
}

impl<T: Float, L: Lhs<T>, const ROWS: usize, const VECTORS: usize> Outlined<T>
    for RowLoop<'_, '_, T, L, ROWS, VECTORS>
{
    #[inline(always)]
    fn run<S: Vectors<T>>(self, simd: S) {
        let Self { gemm, panel } = self;
        let full = gemm.rows / ROWS * ROWS;
        for row in (0..full).step_by(ROWS) {
            gemm.tile::<S, ROWS, VECTORS, false>(simd, row, &panel);
        }
        let mut row = full;
        if ROWS > MR && row + MR <= gemm.rows {
            gemm.tile::<S, MR, VECTORS, false>(simd, row, &panel);
            row += MR;
        }
        // A single tile for the rest: two would read the panel twice.
        match gemm.rows - row {
            5 => gemm.tile::<S, 5, VECTORS, false>(simd, row, &panel),
            4 => gemm.tile::<S, 4, VECTORS, false>(simd, row, &panel),
            3 => gemm.tile::<S, 3, VECTORS, false>(simd, row, &panel),
            2 => gemm.tile::<S, 2, VECTORS, false>(simd, row, &panel),
            1 => gemm.tile::<S, 1, VECTORS, false>(simd, row, &panel),
            _ => {}
        }
    }
}
