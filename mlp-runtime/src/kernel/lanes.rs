//! Vectors of numbers in registers, as far as the products need them.
//!
//! Here and in the loops around, arrays are filled by loops, never by `array::from_fn` or `map`: what takes a closure is
//! not always inlined, and then it is compiled for the baseline.

use super::set::Baseline;
use crate::Float;

/// What an instruction set does with vectors of `T`.
pub(crate) trait Lanes<T>: Copy {
    /// A register.
    type Vector: Copy;
    /// How many numbers it holds.
    const LANES: usize;

    /// The same number in each lane.
    fn splat(self, value: T) -> Self::Vector;

    /// The first `LANES` numbers of `from`, which has as many.
    fn load(self, from: &[T]) -> Self::Vector;

    /// All numbers of `from`, at most `LANES`, and 0 in the other lanes.
    fn load_part(self, from: &[T]) -> Self::Vector;

    /// Writes all lanes over the first numbers of `to`, which has as many.
    fn store(self, to: &mut [T], vector: Self::Vector);

    /// Writes as many lanes over `to` as it has numbers, at most `LANES`.
    fn store_part(self, to: &mut [T], vector: Self::Vector);

    /// left · right + sum, lane by lane.
    fn multiply_add(self, left: Self::Vector, right: Self::Vector, sum: Self::Vector) -> Self::Vector;

    /// The sum of all lanes, halves first.
    fn sum(self, vector: Self::Vector) -> T;

    /// How many rows and columns [`transpose`](Self::transpose) takes.
    const BLOCK: usize;

    /// Rows become columns: number r of `to[k · step..]` is number k of `from[r · stride..]`, for r and k in 0..`BLOCK`.
    fn transpose(self, from: &[T], stride: usize, to: &mut [T], step: usize);

    /// All of `from`: several whole vectors, or one or a part of it.
    #[inline(always)]
    fn load_all<const VECTORS: usize>(self, from: &[T]) -> [Self::Vector; VECTORS] {
        if VECTORS > 1 || from.len() == Self::LANES {
            let mut vectors = [self.load(from); VECTORS];
            for (v, vector) in vectors.iter_mut().enumerate().skip(1) {
                *vector = self.load(&from[v * Self::LANES..]);
            }
            vectors
        } else {
            [self.load_part(from); VECTORS]
        }
    }

    /// Over all of `to`: several whole vectors, or one or a part of it.
    #[inline(always)]
    fn store_all<const VECTORS: usize>(self, to: &mut [T], vectors: [Self::Vector; VECTORS]) {
        if VECTORS > 1 || to.len() == Self::LANES {
            for (v, vector) in vectors.into_iter().enumerate() {
                self.store(&mut to[v * Self::LANES..], vector);
            }
        } else if let Some(vector) = vectors.first() {
            self.store_part(to, *vector);
        }
    }
}

/// How many numbers make 16 bytes, the register of every processor of 64 bits.
macro_rules! baseline {
    ($type:ty, $lanes:literal) => {
        impl Lanes<$type> for Baseline {
            type Vector = [$type; $lanes];
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(self, value: $type) -> Self::Vector {
                [value; $lanes]
            }

            #[inline(always)]
            fn load(self, from: &[$type]) -> Self::Vector {
                let mut vector = [0.0; $lanes];
                vector.copy_from_slice(&from[..$lanes]);
                vector
            }

            #[inline(always)]
            fn load_part(self, from: &[$type]) -> Self::Vector {
                let mut vector = [0.0; $lanes];
                vector.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
                vector
            }

            #[inline(always)]
            fn store(self, to: &mut [$type], vector: Self::Vector) {
                to[..$lanes].copy_from_slice(&vector);
            }

            #[inline(always)]
            fn store_part(self, to: &mut [$type], vector: Self::Vector) {
                to.iter_mut().zip(vector).for_each(|(to, value)| *to = value);
            }

            #[inline(always)]
            fn multiply_add(self, left: Self::Vector, right: Self::Vector, mut sum: Self::Vector) -> Self::Vector {
                for lane in 0..$lanes {
                    sum[lane] = fused::<$type>(left[lane], right[lane], sum[lane]);
                }
                sum
            }

            #[inline(always)]
            fn sum(self, vector: Self::Vector) -> $type {
                halves(vector)
            }

            const BLOCK: usize = 1;

            #[inline(always)]
            fn transpose(self, from: &[$type], _: usize, to: &mut [$type], _: usize) {
                to[0] = from[0];
            }
        }
    };
}

baseline!(f32, 4);
baseline!(f64, 2);

#[inline(always)]
fn fused<T: Float>(left: T, right: T, sum: T) -> T {
    if <Baseline as super::set::Set>::FMA { left.mul_add(right, sum) } else { left * right + sum }
}

/// The sum of a power of two of numbers: the upper half on the lower, until one is left.
#[inline(always)]
fn halves<T: Float, const N: usize>(mut values: [T; N]) -> T {
    let mut half = N / 2;
    while half > 0 {
        for lane in 0..half {
            values[lane] += values[lane + half];
        }
        half /= 2;
    }
    values[0]
}
