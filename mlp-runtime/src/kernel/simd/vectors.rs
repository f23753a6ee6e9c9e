//! Vectors in registers: the operations that the products, tanh and sigmoid need.
//!
//! Here and in the loops around them, arrays are filled by loops, never by `array::from_fn` or `map`: what takes a closure
//! is not always inlined, and then it is compiled for the target's baseline.

use crate::Float;

/// How many elements `rows` rows of `width` reach over that begin `stride` apart: the bound that every access to them is
/// checked against. It does not wrap: what is too large is `usize::MAX`, more than any slice has.
#[inline(always)]
pub(in crate::kernel) const fn span(rows: usize, stride: usize, width: usize) -> usize {
    match rows {
        0 => 0,
        rows => (rows - 1).saturating_mul(stride).saturating_add(width),
    }
}

/// Work with vectors, to be [outlined](Vectors::outlined).
pub trait Outlined<T> {
    /// The work.
    fn run<S: Vectors<T>>(self, simd: S);
}

/// The operations of an instruction set on vectors of `T`.
pub trait Vectors<T>: Copy {
    /// The contents of a register.
    type Vector: Copy;
    /// How many elements it has.
    const LANES: usize;

    /// Registers of half the width, if work with them takes half the time; otherwise the same.
    type HalfWidth: Vectors<T>;

    /// The token for [`HalfWidth`](Self::HalfWidth).
    fn half_width(self) -> Self::HalfWidth;

    /// Runs `work` in a separate, never-inlined function that is compiled for this instruction set.
    fn outlined<W: Outlined<T>>(self, work: W);

    /// The same value in each lane.
    fn splat(self, value: T) -> Self::Vector;

    /// The value in the first lane, 0 in the others.
    fn first_lane(self, value: T) -> Self::Vector;

    /// The first `LANES` elements of `from`. Panics if there are fewer.
    fn load(self, from: &[T]) -> Self::Vector;

    /// The elements of `from`, at most `LANES`, and 0 in the other lanes.
    fn partial_load(self, from: &[T]) -> Self::Vector;

    /// Writes all lanes to the first elements of `to`. Panics if there are fewer.
    fn store(self, to: &mut [T], vector: Self::Vector);

    /// Writes as many lanes to `to` as it has elements, at most `LANES`.
    fn partial_store(self, to: &mut [T], vector: Self::Vector);

    /// left · right + sum, lane by lane.
    fn mul_add(self, left: Self::Vector, right: Self::Vector, sum: Self::Vector) -> Self::Vector;

    /// The larger of each lane and 0; NaN stays NaN.
    fn relu(self, vector: Self::Vector) -> Self::Vector;

    /// tanh of all `values`, in place, if the set has a faster way than computing it; returns whether it did.
    #[inline(always)]
    fn tanh(self, _: &mut [T]) -> bool {
        false
    }

    /// 1 / (1 + e^(−x)) of all `values`, likewise.
    #[inline(always)]
    fn sigmoid(self, _: &mut [T]) -> bool {
        false
    }

    /// The sum of all lanes, for each of four vectors.
    fn horizontal_sums(self, vectors: [Self::Vector; 4]) -> [T; 4];

    /// How many rows and columns [`transpose`](Self::transpose) takes.
    const TRANSPOSE: usize;

    /// Rows become columns: `to[k · to_stride + r]` ← `from[r · from_stride + k]` for r and k in 0..`TRANSPOSE`. Panics
    /// if either slice is too short.
    fn transpose(self, from: &[T], from_stride: usize, to: &mut [T], to_stride: usize);

    /// All of `from`: several whole vectors, or a single one that may be partial.
    #[inline(always)]
    fn load_array<const VECTORS: usize>(self, from: &[T]) -> [Self::Vector; VECTORS] {
        if VECTORS > 1 {
            let mut vectors = [self.load(from); VECTORS];
            for (v, vector) in vectors.iter_mut().enumerate().skip(1) {
                *vector = self.load(&from[v * Self::LANES..]);
            }
            vectors
        } else {
            [self.partial_load(from); VECTORS]
        }
    }

    /// Over all of `to`: several whole vectors, or a single one that may be partial.
    #[inline(always)]
    fn store_array<const VECTORS: usize>(self, to: &mut [T], vectors: [Self::Vector; VECTORS]) {
        if VECTORS > 1 {
            for (v, vector) in vectors.into_iter().enumerate() {
                self.store(&mut to[v * Self::LANES..], vector);
            }
        } else if let Some(vector) = vectors.first() {
            self.partial_store(to, *vector);
        }
    }
}

/// sums += vectors.
#[inline(always)]
pub(in crate::kernel) fn add<T: Float, S: Vectors<T>, const VECTORS: usize>(
    simd: S,
    sums: &mut [S::Vector; VECTORS],
    vectors: [S::Vector; VECTORS],
) {
    let one = simd.splat(T::one());
    for (sum, vector) in sums.iter_mut().zip(vectors) {
        *sum = simd.mul_add(one, vector, *sum);
    }
}
