//! Split-K: X·W of wide inputs and narrow outputs is the sum of two halves of the terms,
//! (b + Σ of the first half) + Σ of the second.
//!
//! In training, each of two threads updates one half of the rows of W. If they shared X·W between rows of X, each would read
//! what the other has written, which for a small batch takes as long as computing with it. So each takes the terms of the
//! half that it has, and only a part of the result goes from one to the other. Sums have this order on any number of threads.

use crate::Float;
use crate::kernel::blocking::{
    MR, PACK_ROW_BYTES, RESULT_ELEMENTS, ROW_GRANULARITY, SPLIT_K_MIN_INPUTS, nanoseconds, nr,
};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::epilogue::{Epilogue, Prologue};
use crate::kernel::gemm::microkernel::{RowMajorTile, load_tile, microkernel, store_tile};
use crate::kernel::gemm::operands::{Lhs as _, Rhs, RowMajorLhs};
use crate::kernel::simd::vectors::{Outlined, Vectors, add};
use crate::kernel::simd::{Simd, WithSimd, dispatch};
use crate::kernel::workspace::{Buffer, with_buffer};
use crate::parallel::{self, Cost, Job};

/// Whether a layer's X·W is summed in this order: its weights are read in place, in panels of full width.
pub(in crate::kernel) const fn is_split<T>(inputs: usize, outputs: usize) -> bool {
    inputs >= SPLIT_K_MIN_INPUTS && outputs * size_of::<T>() <= PACK_ROW_BYTES && outputs.is_multiple_of(nr::<T>())
}

/// How many inputs the first half has.
pub(in crate::kernel) const fn first_half(inputs: usize) -> usize {
    inputs.div_ceil(2)
}

/// Whether threads share such an X·W by halves: in training, where each has written its own weights, and for a batch that is
/// small compared to them.
pub(in crate::kernel) fn shares_halves(rows: usize, inputs: usize, outputs: usize) -> bool {
    let small = 4 * rows <= inputs && rows * outputs <= RESULT_ELEMENTS;
    parallel::max_threads() > 1 && parallel::is_training() && rows > 1 && small
}

/// out \[rows\]\[columns\] ← epilogue(prologue + lhs · rhs), for [`Epilogue::Store`] and [`Epilogue::Relu`].
pub(in crate::kernel) struct SplitK<'a, T> {
    pub(in crate::kernel) lhs: RowMajorLhs<'a, T>,
    /// \[depth\]\[columns\].
    pub(in crate::kernel) rhs: &'a [T],
    pub(in crate::kernel) columns: usize,
    pub(in crate::kernel) prologue: Prologue<'a, T>,
    pub(in crate::kernel) epilogue: Epilogue<T>,
    pub(in crate::kernel) out: &'a mut [T],
}

impl<'a, T: Float> SplitK<'a, T> {
    /// Computes it, shared among threads by halves or by rows.
    pub(in crate::kernel) fn share(mut self) {
        let (rows, columns) = (self.rows(), self.columns);
        if !shares_halves(rows, self.lhs.width, columns) {
            return parallel::share(self);
        }
        let (out, epilogue) = (std::mem::take(&mut self.out), self.epilogue);
        with_buffer(Buffer::Result, rows * columns, |rest| {
            parallel::share((self.half(0, &mut *out), self.half(1, &mut *rest)));
            parallel::share(Sum { out, rest, epilogue });
        });
    }

    /// The product of the terms of one half, the first with the prologue.
    fn half<'o>(&self, half: usize, out: &'o mut [T]) -> Gemm<'o, T, RowMajorLhs<'o, T>>
    where
        'a: 'o,
    {
        let Self { lhs, rhs, columns, prologue, .. } = *self;
        let first = first_half(lhs.width);
        let (term, depth, prologue) =
            if half == 0 { (0, first, prologue) } else { (first, lhs.width - first, Prologue::Zero) };
        let rhs = Rhs::RowMajor { values: &rhs[term * columns..], stride: columns };
        let lhs = RowMajorLhs { values: &lhs.values[term..], ..lhs };
        Gemm::new(lhs, rhs, [out.len() / columns, depth, columns], out).prologue(prologue)
    }

    fn rows(&self) -> usize {
        self.out.len() / self.columns
    }

    /// The rows of full tiles.
    #[inline(always)]
    fn tiles<S: Vectors<T>, const VECTORS: usize>(mut self, simd: S) {
        for column in (0..self.columns).step_by(VECTORS * S::LANES) {
            for row in (0..self.rows()).step_by(MR) {
                simd.outlined(HalfTile::<T, VECTORS> { split: &mut self, row, column, second: false });
                simd.outlined(HalfTile::<T, VECTORS> { split: &mut self, row, column, second: true });
            }
        }
    }
}

/// One half of the terms of a micro-tile. Out of line on purpose: inlined twice, LLVM keeps the sums of both halves live and
/// spills.
struct HalfTile<'h, 'a, T, const VECTORS: usize> {
    split: &'h mut SplitK<'a, T>,
    row: usize,
    column: usize,
    second: bool,
}

impl<T: Float, const VECTORS: usize> Outlined<T> for HalfTile<'_, '_, T, VECTORS> {
    #[inline(always)]
    fn run<S: Vectors<T>>(self, simd: S) {
        let Self { split, row, column, second } = self;
        let SplitK { lhs: RowMajorLhs { values, width: depth }, rhs, columns, prologue, epilogue, .. } = *split;
        let (width, first) = (VECTORS * S::LANES, first_half(depth));
        let mut sums = match prologue {
            Prologue::Bias(bias) if !second => [simd.load_array(&bias[column..column + width]); MR],
            _ => [[simd.splat(T::zero()); VECTORS]; MR],
        };
        let (term, terms) = if second { (first, depth - first) } else { (0, first) };
        let lhs = RowMajorTile::<T, MR, false>::new(&values[row * depth..], depth, term, terms);
        microkernel(simd, &mut sums, lhs, &rhs[term * columns + column..], columns, width);
        let out = &mut split.out[row * columns + column..];
        if second {
            let first: [[S::Vector; VECTORS]; MR] = load_tile(simd, out, columns, width);
            for (sums, first) in sums.iter_mut().zip(first) {
                add(simd, sums, first);
            }
            if matches!(epilogue, Epilogue::Relu) {
                for sum in sums.as_flattened_mut() {
                    *sum = simd.relu(*sum);
                }
            }
        }
        store_tile(simd, out, columns, width, sums);
    }
}

/// It may be split between rows.
impl<T: Float> Job for SplitK<'_, T> {
    fn cost(&self) -> Cost {
        Cost::new(self.rows(), nanoseconds::<T>(self.rows(), self.lhs.width, self.columns)).granularity(ROW_GRANULARITY)
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (out, lhs) = (self.out.split_at_mut(row * self.columns), self.lhs);
        (Self { out: out.0, ..self }, Self { out: out.1, lhs: lhs.skip_rows(row), ..self })
    }

    /// Rows that do not fill a tile are two products.
    fn run(self) {
        let full = self.rows() / MR * MR;
        let (tiles, mut rest) = self.split(full);
        if full > 0 {
            T::split_k(tiles);
        }
        let out = std::mem::take(&mut rest.out);
        if !out.is_empty() {
            rest.half(0, out).run();
            rest.half(1, out).epilogue(Epilogue::Accumulate { beta: T::one() }).run();
            for out in out {
                *out = rest.epilogue.of(*out, T::zero());
            }
        }
    }
}

impl<T: Float> WithSimd for SplitK<'_, T> {
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

/// out ← epilogue(out + rest).
struct Sum<'a, T> {
    out: &'a mut [T],
    rest: &'a [T],
    epilogue: Epilogue<T>,
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
            *out = self.epilogue.of(*out + *rest, T::zero());
        }
    }
}
