//! The micro-kernel: ROWS × VECTORS registers of sums stay while their terms stream by.
//!
//! What a tile reads and writes is checked once, before its loop. Checks of each element would be a fifth of the loop's
//! instructions, and a processor that issues four at once, such as Intel's Cascade Lake, computes two thirds as much then.

#![allow(unsafe_code)] // reading and writing within what has been checked

use std::hint::black_box;

use crate::kernel::blocking::{PREFETCH_DISTANCE, PREFETCH_MIN_ROWS, line};
use crate::kernel::simd::prefetch;
use crate::kernel::simd::vectors::{Vectors, span};

/// The lhs of a micro-tile: ROWS elements for each term of the sums.
pub(in crate::kernel) trait LhsTile<T, const ROWS: usize>: Copy {
    /// Whether a tile may go through more terms than the L1 cache holds of the rhs.
    const DEEP: bool;

    /// How many terms there are.
    fn depth(self) -> usize;

    /// The elements of term `k`.
    ///
    /// # Safety
    /// `k` is below [`depth`](Self::depth).
    unsafe fn at(self, k: usize) -> [T; ROWS];

    /// Prefetches, at term `k`, a part of what the next tile will read, if that may come from memory.
    fn prefetch_next(self, k: usize);
}

/// Rows as they are in memory: element r of term k is `values[r · width + term + k]`. `SIZED` says that their width is small,
/// and that the compiler knows it.
#[derive(Clone, Copy)]
pub(in crate::kernel) struct RowMajorTile<'a, T, const ROWS: usize, const SIZED: bool> {
    /// Where the rows begin. `all` has `depth` elements of each.
    rows: [*const T; ROWS],
    depth: usize,
    all: &'a [T],
    /// Where in `all` the same terms of the rows after these would begin.
    next: usize,
}

impl<'a, T, const ROWS: usize, const SIZED: bool> RowMajorTile<'a, T, ROWS, SIZED> {
    /// Of rows of `width` elements, `depth` terms from `term` on. x86 can address base, base + s and base + 2s; so there is
    /// one base per three rows, and `black_box` hides their relation, or LLVM recomputes an address per row and term.
    #[inline(always)]
    pub(in crate::kernel) fn new(values: &'a [T], width: usize, term: usize, depth: usize) -> Self {
        let all = &values[term..][..span(ROWS, width, depth)];
        let (mut rows, mut third) = ([all.as_ptr(); ROWS], all.as_ptr());
        for (r, row) in rows.iter_mut().enumerate() {
            if r > 0 && r % 3 == 0 {
                third = all.as_ptr().wrapping_add(r * width);
                if !SIZED {
                    third = black_box(third);
                }
            }
            *row = third.wrapping_add(r % 3 * width);
        }
        Self { rows, depth, all, next: ROWS * width + (ROWS - 1) * term }
    }
}

impl<T: Copy, const ROWS: usize, const SIZED: bool> LhsTile<T, ROWS> for RowMajorTile<'_, T, ROWS, SIZED> {
    const DEEP: bool = !SIZED;

    #[inline(always)]
    fn depth(self) -> usize {
        self.depth
    }

    #[inline(always)]
    unsafe fn at(self, k: usize) -> [T; ROWS] {
        // SAFETY: each row has `depth` elements within `all`, as `new` has checked, and the caller promises that `k` is
        // below `depth`.
        unsafe {
            let mut elements = [*self.rows[0].add(k); ROWS];
            for (element, row) in elements.iter_mut().zip(self.rows) {
                *element = *row.add(k);
            }
            elements
        }
    }

    /// The next rows follow these. With ROWS elements per term, all of them are there once this tile is done.
    #[inline(always)]
    fn prefetch_next(self, k: usize) {
        prefetch(self.all, self.next.wrapping_add(ROWS * k));
    }
}

/// ROWS neighboring columns, each of which is a row of the lhs: element r of term k is `values[k · stride + r]`.
#[derive(Clone, Copy)]
pub(in crate::kernel) struct TransposedTile<'a, T, const ROWS: usize> {
    values: &'a [T],
    stride: usize,
    depth: usize,
}

impl<'a, T, const ROWS: usize> TransposedTile<'a, T, ROWS> {
    /// The first ROWS columns of `depth` rows, which are `stride` apart.
    #[inline(always)]
    pub(in crate::kernel) fn new(values: &'a [T], stride: usize, depth: usize) -> Self {
        let values = &values[..span(depth, stride, ROWS)];
        Self { values, stride, depth }
    }
}

impl<T: Copy, const ROWS: usize> LhsTile<T, ROWS> for TransposedTile<'_, T, ROWS> {
    const DEEP: bool = false;

    #[inline(always)]
    fn depth(self) -> usize {
        self.depth
    }

    #[inline(always)]
    unsafe fn at(self, k: usize) -> [T; ROWS] {
        // SAFETY: `new` has checked that there are ROWS elements for each term below `depth`, and the caller promises that
        // `k` is.
        let from = unsafe { self.values.get_unchecked(k * self.stride..k * self.stride + ROWS) };
        let mut elements = [from[0]; ROWS];
        elements.copy_from_slice(from);
        elements
    }

    /// The next rows are in this cache line or in the next.
    #[inline(always)]
    fn prefetch_next(self, k: usize) {
        prefetch(self.values, k * self.stride + line::<T>());
    }
}

/// A single row.
impl<T: Copy> LhsTile<T, 1> for &[T] {
    const DEEP: bool = false;

    #[inline(always)]
    fn depth(self) -> usize {
        self.len()
    }

    #[inline(always)]
    unsafe fn at(self, k: usize) -> [T; 1] {
        // SAFETY: the caller promises that `k` is below the length.
        unsafe { [*self.get_unchecked(k)] }
    }

    #[inline(always)]
    fn prefetch_next(self, _: usize) {}
}

/// The columns of a tile: all lanes of several registers, or `width` of a single one. (Bounds that the compiler knows it checks
/// only once.)
#[inline(always)]
const fn tile_width<T, S: Vectors<T>, const VECTORS: usize>(width: usize) -> usize {
    if VECTORS > 1 { VECTORS * S::LANES } else { width }
}

/// Loads the ROWS × VECTORS tile at the beginning of `from`; `stride` is the distance between its rows, `width` as in
/// [`microkernel`].
#[inline(always)]
pub(in crate::kernel) fn load_tile<T: Copy, S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    from: &[T],
    stride: usize,
    width: usize,
) -> [[S::Vector; VECTORS]; ROWS] {
    let width = tile_width::<T, S, VECTORS>(width);
    let from = &from[..span(ROWS, stride, width)];
    let mut rows = [simd.load_array(&from[..width]); ROWS];
    for (r, row) in rows.iter_mut().enumerate().skip(1) {
        // SAFETY: `from` has been cut to the span of ROWS rows.
        *row = simd.load_array(unsafe { from.get_unchecked(r * stride..r * stride + width) });
    }
    rows
}

/// Stores a tile where [`load_tile`] loads it.
#[inline(always)]
pub(in crate::kernel) fn store_tile<T: Copy, S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    to: &mut [T],
    stride: usize,
    width: usize,
    sums: [[S::Vector; VECTORS]; ROWS],
) {
    let width = tile_width::<T, S, VECTORS>(width);
    let to = &mut to[..span(ROWS, stride, width)];
    for (r, sums) in sums.into_iter().enumerate() {
        // SAFETY: `to` has been cut to the span of ROWS rows.
        simd.store_array(unsafe { to.get_unchecked_mut(r * stride..r * stride + width) }, sums);
    }
}

/// sums\[r\]\[c\] += Σₖ lhs(k)\[r\] · rhs\[k · stride + c\] over all terms k of `lhs`, for c in 0..width. `width` is all
/// lanes; with a single register it may be less.
#[inline(always)]
pub(in crate::kernel) fn microkernel<
    T: Copy,
    S: Vectors<T>,
    L: LhsTile<T, ROWS>,
    const ROWS: usize,
    const VECTORS: usize,
>(
    simd: S,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
    lhs: L,
    rhs: &[T],
    stride: usize,
    width: usize,
) {
    let (depth, width) = (lhs.depth(), tile_width::<T, S, VECTORS>(width));
    if depth == 0 {
        return;
    }
    let rhs = &rhs[..span(depth, stride, width)];
    for k in 0..depth {
        // SAFETY: `k` is below `depth`, and `rhs` has been cut to the span of `depth` rows.
        let (elements, rhs) = unsafe { (lhs.at(k), rhs.get_unchecked(k * stride..k * stride + width)) };
        if VECTORS > 1 {
            lhs.prefetch_next(k);
            if L::DEEP && ROWS >= PREFETCH_MIN_ROWS {
                for v in 0..VECTORS {
                    prefetch(rhs, PREFETCH_DISTANCE * stride + v * S::LANES);
                }
            }
        }
        outer_product(simd, sums, elements, simd.load_array(rhs));
    }
}

/// sums += lhs ⊗ rhs.
#[inline(always)]
fn outer_product<T: Copy, S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
    lhs: [T; ROWS],
    rhs: [S::Vector; VECTORS],
) {
    for (sums, lhs) in sums.iter_mut().zip(lhs) {
        let lhs = simd.splat(lhs);
        for (sum, rhs) in sums.iter_mut().zip(rhs) {
            *sum = simd.mul_add(lhs, rhs, *sum);
        }
    }
}
