//! The tile: ROWS × VECTORS registers of sums that stay while their terms stream by.
//!
//! What a tile reads and writes is checked once, before its loops. Checks of each number would be a fifth of the loop's
//! instructions, and a processor that starts four at once, such as Intel's Cascade Lake, computes two thirds as much then.

#![allow(unsafe_code)] // reading and writing within what has been checked

use std::hint::black_box;

use super::product::LINE;
use super::simd::prefetch;
use super::simd::vectors::{Vectors, span};

/// How many terms ahead the cache is told to fetch the right factor: where another program runs on the same core,
/// products take a tenth less time for it, and where none does, no more.
const AHEAD: usize = 8;

/// Tiles of so few rows multiply too little for what they read: to be told to fetch takes the time that reading needs.
const FEW: usize = 3;

/// The left factor of a tile: ROWS numbers for each term of the sums.
pub(super) trait Left<T, const ROWS: usize>: Copy {
    /// Whether a tile may go through more terms than the nearest cache holds right factors for.
    const DEEP: bool;

    /// How many terms there are.
    fn depth(self) -> usize;

    /// The numbers of term `k`.
    ///
    /// # Safety
    /// `k` is below [`depth`](Self::depth).
    unsafe fn at(self, k: usize) -> [T; ROWS];

    /// Lets the cache fetch, at term `k`, a part of what the next tile will read, if that may come from memory.
    fn ahead(self, k: usize);
}

/// Rows that are read along: number r of term k is `values[r · width + term + k]`. `KNOWN` says that their width is small,
/// and that the compiler knows it.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a, T, const ROWS: usize, const KNOWN: bool> {
    /// Where the rows begin, of each of which `all` has `depth` numbers.
    rows: [*const T; ROWS],
    depth: usize,
    all: &'a [T],
    /// How far behind the first of these lies what the next rows have of the same terms, if there are any.
    next: usize,
}

impl<'a, T, const ROWS: usize, const KNOWN: bool> Lines<'a, T, ROWS, KNOWN> {
    /// Of rows of `width` numbers, one after another, `depth` terms from `term` on. A compiler that does not know the
    /// width is kept from knowing how every third row lies to the first: an instruction's address can be one or two
    /// widths behind another, and for rows further behind it would compute one for each term.
    #[inline(always)]
    pub(super) fn new(values: &'a [T], width: usize, term: usize, depth: usize) -> Self {
        let all = &values[term..][..span(ROWS, width, depth)];
        let (mut rows, mut third) = ([all.as_ptr(); ROWS], all.as_ptr());
        for (r, row) in rows.iter_mut().enumerate() {
            if r > 0 && r % 3 == 0 {
                third = all.as_ptr().wrapping_add(r * width);
                if !KNOWN {
                    third = black_box(third);
                }
            }
            *row = third.wrapping_add(r % 3 * width);
        }
        Self { rows, depth, all, next: ROWS * width + (ROWS - 1) * term }
    }
}

impl<T: Copy, const ROWS: usize, const KNOWN: bool> Left<T, ROWS> for Lines<'_, T, ROWS, KNOWN> {
    const DEEP: bool = !KNOWN;

    #[inline(always)]
    fn depth(self) -> usize {
        self.depth
    }

    #[inline(always)]
    unsafe fn at(self, k: usize) -> [T; ROWS] {
        // SAFETY: each row has `depth` numbers, more than `k`, as whoever calls says.
        unsafe {
            let mut numbers = [*self.rows[0].add(k); ROWS];
            for (number, row) in numbers.iter_mut().zip(self.rows) {
                *number = *row.add(k);
            }
            numbers
        }
    }

    /// The next rows lie behind these, ROWS numbers a term: all are there once this tile has gone through whole rows.
    #[inline(always)]
    fn ahead(self, k: usize) {
        prefetch(self.all, self.next + ROWS * k);
    }
}

/// Columns side by side of rows that are read across: number r of term k is `values[k · step + r]`.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a, T, const ROWS: usize> {
    values: &'a [T],
    step: usize,
    depth: usize,
}

impl<'a, T, const ROWS: usize> Columns<'a, T, ROWS> {
    /// The first ROWS columns of `depth` rows, which are `step` apart.
    #[inline(always)]
    pub(super) fn new(values: &'a [T], step: usize, depth: usize) -> Self {
        let values = &values[..span(depth, step, ROWS)];
        Self { values, step, depth }
    }
}

impl<T: Copy, const ROWS: usize> Left<T, ROWS> for Columns<'_, T, ROWS> {
    const DEEP: bool = false;

    #[inline(always)]
    fn depth(self) -> usize {
        self.depth
    }

    #[inline(always)]
    unsafe fn at(self, k: usize) -> [T; ROWS] {
        // SAFETY: there are so many numbers for each term below `depth`, and `k` is, as whoever calls says.
        let from = unsafe { self.values.get_unchecked(k * self.step..k * self.step + ROWS) };
        let mut numbers = [from[0]; ROWS];
        numbers.copy_from_slice(from);
        numbers
    }

    /// The next rows are in this cache line or in that after it.
    #[inline(always)]
    fn ahead(self, k: usize) {
        prefetch(self.values, k * self.step + LINE / size_of::<T>());
    }
}

/// A single row.
impl<T: Copy> Left<T, 1> for &[T] {
    const DEEP: bool = false;

    #[inline(always)]
    fn depth(self) -> usize {
        self.len()
    }

    #[inline(always)]
    unsafe fn at(self, k: usize) -> [T; 1] {
        // SAFETY: there are more than `k` numbers, as whoever calls says.
        unsafe { [*self.get_unchecked(k)] }
    }

    #[inline(always)]
    fn ahead(self, _: usize) {}
}

/// How many columns a tile has: all lanes, or, of one register, `width`. A width that the compiler knows it checks but once.
#[inline(always)]
const fn tile_width<T, S: Vectors<T>, const VECTORS: usize>(width: usize) -> usize {
    if VECTORS > 1 { VECTORS * S::LANES } else { width }
}

/// What a tile of sums has in a result whose rows are `step` apart, from `from` on; `width` as for [`accumulate`].
#[inline(always)]
pub(super) fn load_rows<T: Copy, S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    from: &[T],
    step: usize,
    width: usize,
) -> [[S::Vector; VECTORS]; ROWS] {
    let width = tile_width::<T, S, VECTORS>(width);
    let from = &from[..span(ROWS, step, width)];
    let mut rows = [simd.load_array(&from[..width]); ROWS];
    for (r, row) in rows.iter_mut().enumerate().skip(1) {
        // SAFETY: all rows are there.
        *row = simd.load_array(unsafe { from.get_unchecked(r * step..r * step + width) });
    }
    rows
}

/// Writes a tile over what it has there.
#[inline(always)]
pub(super) fn store_rows<T: Copy, S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    to: &mut [T],
    step: usize,
    width: usize,
    sums: [[S::Vector; VECTORS]; ROWS],
) {
    let width = tile_width::<T, S, VECTORS>(width);
    let to = &mut to[..span(ROWS, step, width)];
    for (r, sums) in sums.into_iter().enumerate() {
        // SAFETY: all rows are there.
        simd.store_array(unsafe { to.get_unchecked_mut(r * step..r * step + width) }, sums);
    }
}

/// sums\[r\]\[c\] += Σₖ left(k)\[r\] · right\[k · step + c\] for all terms k of `left` and c in 0..width, `width` being
/// all lanes, or, of one register, perhaps fewer.
#[inline(always)]
pub(super) fn accumulate<T: Copy, S: Vectors<T>, L: Left<T, ROWS>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
    left: L,
    right: &[T],
    step: usize,
    width: usize,
) {
    let (depth, width) = (left.depth(), tile_width::<T, S, VECTORS>(width));
    if depth == 0 {
        return;
    }
    let right = &right[..span(depth, step, width)];
    for k in 0..depth {
        // SAFETY: both have their numbers for each term below `depth`.
        let (numbers, right) = unsafe { (left.at(k), right.get_unchecked(k * step..k * step + width)) };
        if VECTORS > 1 {
            left.ahead(k);
            if L::DEEP && ROWS > FEW {
                for v in 0..VECTORS {
                    prefetch(right, AHEAD * step + v * S::LANES);
                }
            }
        }
        multiply_add(simd, sums, numbers, simd.load_array(right));
    }
}

/// sums += left ⊗ right, the outer product.
#[inline(always)]
fn multiply_add<T: Copy, S: Vectors<T>, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
    left: [T; ROWS],
    right: [S::Vector; VECTORS],
) {
    for (sums, left) in sums.iter_mut().zip(left) {
        let left = simd.splat(left);
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum = simd.mul_add(left, right, *sum);
        }
    }
}
