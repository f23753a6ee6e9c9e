//! X·W of long and narrow layers, the sum of two halves of the inputs: (b + Σ of the first half) + Σ of the second.
//!
//! In training, two threads update one half of the rows of W each. If they shared X·W between rows of X, each would
//! read what the other has written, which for a small batch takes as long as to compute with it. So each takes the
//! terms of the half that it has, and what goes from one to the other is a part of the result. Sums have this order on
//! any number of threads.

use super::blocks::{BLOCK, before_last};
use super::by_columns;
use super::factors::{Along, Finish, Right, Rows, Start};
use super::pack::SHORT;
use super::product::{Product, panel};
use super::room::{Room, lend};
use super::simd::vectors::{Outlined, Vectors};
use super::simd::{Simd, WithSimd, dispatch};
use super::thin::add;
use super::tile::{Lines, accumulate, load_rows, store_rows};
use super::{TILE_ROWS, nanoseconds};
use crate::Float;
use crate::parallel::{self, Cost, Job};

/// From so many inputs on, reading weights from another core takes longer than to hand over sums.
const LONG_INPUTS: usize = 512;

/// Whether a layer's X·W is summed so: its weights are read in place, in panels of full width.
pub(super) const fn applies<T>(inputs: usize, outputs: usize) -> bool {
    inputs >= LONG_INPUTS && outputs * size_of::<T>() <= SHORT && outputs.is_multiple_of(panel::<T>())
}

/// How many inputs the first half has.
pub(super) const fn first(inputs: usize) -> usize {
    inputs.div_ceil(2)
}

/// Whether X·W with so many rows, for a layer to which this applies, is shared among threads by halves: in training,
/// where each has written its own weights, and of a batch that is small beside them.
pub(super) fn pays(rows: usize, inputs: usize, outputs: usize) -> bool {
    let small = 4 * rows <= inputs && rows * outputs <= by_columns::ROOM;
    parallel::max_threads() > 1 && parallel::is_training() && rows > 1 && small
}

/// out \[rows\]\[columns\] ← finish(start + left · right), for [`Finish::Store`] and [`Finish::Rectify`].
pub(super) struct Halved<'a, T> {
    pub(super) left: Along<'a, T>,
    /// \[depth\]\[columns\].
    pub(super) right: &'a [T],
    pub(super) columns: usize,
    pub(super) start: Start<'a, T>,
    pub(super) finish: Finish<T>,
    pub(super) out: &'a mut [T],
}

impl<'a, T: Float> Halved<'a, T> {
    /// Does it, shared among threads by halves or by rows.
    pub(super) fn share(mut self) {
        let (rows, columns) = (self.rows(), self.columns);
        if !pays(rows, self.left.width, columns) {
            return parallel::share(self);
        }
        let (out, finish) = (std::mem::take(&mut self.out), self.finish);
        lend(Room::Around, rows * columns, |rest| {
            parallel::share((self.half(0, Finish::Store, &mut *out), self.half(1, Finish::Store, &mut *rest)));
            parallel::share(Sum { out, rest, finish });
        });
    }

    /// The product of the terms of one half, the first with the start.
    fn half<'o>(&self, half: usize, finish: Finish<T>, out: &'o mut [T]) -> Product<'o, T, Along<'o, T>>
    where
        'a: 'o,
    {
        let Self { left, right, columns, start, .. } = *self;
        let first = first(left.width);
        let (term, depth, start) = if half == 0 { (0, first, start) } else { (first, left.width - first, Start::Zero) };
        Product {
            left: Along { values: &left.values[term..], ..left },
            right: Right::Plain { values: &right[term * columns..], step: columns },
            rows: out.len() / columns,
            depth,
            columns,
            step: columns,
            start,
            finish,
            out,
            scratch: Vec::new(),
        }
    }

    fn rows(&self) -> usize {
        self.out.len() / self.columns
    }

    /// The rows of whole tiles.
    #[inline(always)]
    fn tiles<S: Vectors<T>, const VECTORS: usize>(mut self, simd: S) {
        for column in (0..self.columns).step_by(VECTORS * S::LANES) {
            for row in (0..self.rows()).step_by(BLOCK) {
                simd.outlined(Half::<T, VECTORS> { halved: &mut self, row, column, second: false });
                simd.outlined(Half::<T, VECTORS> { halved: &mut self, row, column, second: true });
            }
        }
    }
}

/// One half of the terms of a tile: a function of its own, or the compiler would hold the sums of both in registers.
struct Half<'h, 'a, T, const VECTORS: usize> {
    halved: &'h mut Halved<'a, T>,
    row: usize,
    column: usize,
    second: bool,
}

impl<T: Float, const VECTORS: usize> Outlined<T> for Half<'_, '_, T, VECTORS> {
    #[inline(always)]
    fn run<S: Vectors<T>>(self, simd: S) {
        let Self { halved, row, column, second } = self;
        let Halved { left: Along { values, width: depth }, right, columns, start, finish, .. } = *halved;
        let (width, first) = (VECTORS * S::LANES, first(depth));
        let mut sums = match start {
            Start::Bias(bias) if !second => [simd.load_array(&bias[column..column + width]); BLOCK],
            _ => [[simd.splat(T::zero()); VECTORS]; BLOCK],
        };
        let (term, terms) = if second { (first, depth - first) } else { (0, first) };
        let (left, right) = (
            Lines::<T, BLOCK, false>::new(&values[row * depth..], depth, term, terms),
            &right[term * columns + column..],
        );
        accumulate(simd, &mut sums, left, right, columns, width);
        let out = &mut halved.out[row * columns + column..];
        if second {
            let first: [[S::Vector; VECTORS]; BLOCK] = load_rows(simd, out, columns, width);
            for (sums, first) in sums.iter_mut().zip(first) {
                add(simd, sums, first);
            }
            if matches!(finish, Finish::Rectify) {
                for sum in sums.as_flattened_mut() {
                    *sum = simd.relu(*sum);
                }
            }
        }
        store_rows(simd, out, columns, width, sums);
    }
}

/// It may be cut between rows.
impl<T: Float> Job for Halved<'_, T> {
    fn cost(&self) -> Cost {
        Cost::new(self.rows(), nanoseconds::<T>(self.rows(), self.left.width, self.columns)).granularity(TILE_ROWS)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (out, left) = (self.out.split_at_mut(row * self.columns), self.left);
        (Self { out: out.0, ..self }, Self { out: out.1, left: left.skip(row), ..self })
    }

    /// What is left of rows for less than a tile, or a few with the last, goes by halves, in the tiles of products.
    fn run(self) {
        let whole = before_last(self.rows());
        let (tiles, mut left) = self.split(whole);
        if whole > 0 {
            T::halved(tiles);
        }
        let out = std::mem::take(&mut left.out);
        if !out.is_empty() {
            left.half(0, Finish::Store, out).run();
            left.half(1, Finish::Blend { keep: T::one() }, out).run();
            for out in out {
                *out = left.finish.of(*out, T::zero());
            }
        }
    }
}

impl<T: Float> WithSimd for Halved<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        if S::WIDE {
            self.tiles::<T::Vectors<S>, 4>(T::vectors(simd));
        } else {
            self.tiles::<T::Vectors<S>, 2>(T::vectors(simd));
        }
    }
}

/// out ← finish(out + rest).
struct Sum<'a, T> {
    out: &'a mut [T],
    rest: &'a [T],
    finish: Finish<T>,
}

impl<T: Float> Job for Sum<'_, T> {
    fn cost(&self) -> Cost {
        Cost::of_copying(self.out.len(), size_of_val(self.rest))
    }

    fn split(self, at: usize) -> (Self, Self) {
        let (out, rest) = (self.out.split_at_mut(at), self.rest.split_at(at));
        (Self { out: out.0, rest: rest.0, ..self }, Self { out: out.1, rest: rest.1, ..self })
    }

    fn run(self) {
        dispatch(self);
    }
}

impl<T: Float> WithSimd for Sum<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (out, rest) in self.out.iter_mut().zip(self.rest) {
            *out = self.finish.of(*out + *rest, T::zero());
        }
    }
}
