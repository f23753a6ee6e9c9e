//! Vectors as arrays, which the compiler puts into the registers it has: for processors without a module of their own.

use super::lanes::{Apart, Lanes};
use super::set::{Arithmetic, Portable};
use crate::Float;

/// How many numbers make 16 bytes, the register of every processor of 64 bits.
macro_rules! portable {
    ($type:ty, $lanes:literal) => {
        impl Lanes<$type> for Portable {
            type Vector = [$type; $lanes];
            const LANES: usize = $lanes;
            type Half = Self;

            #[inline(always)]
            fn half(self) -> Self {
                self
            }

            #[inline(never)]
            fn apart<W: Apart<$type>>(self, work: W) {
                work.run(self);
            }

            #[inline(always)]
            fn splat(self, value: $type) -> Self::Vector {
                [value; $lanes]
            }

            #[inline(always)]
            fn single(self, value: $type) -> Self::Vector {
                self.load_part(&[value])
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
                    sum[lane] = self.fused(left[lane], right[lane], sum[lane]);
                }
                sum
            }

            #[inline(always)]
            fn rectify(self, mut vector: Self::Vector) -> Self::Vector {
                for lane in &mut vector {
                    *lane = if *lane < 0.0 { 0.0 } else { *lane };
                }
                vector
            }

            #[inline(always)]
            fn sums(self, vectors: [Self::Vector; 4]) -> [$type; 4] {
                let mut sums = [0.0; 4];
                for (sum, vector) in sums.iter_mut().zip(vectors) {
                    *sum = halves(vector);
                }
                sums
            }

            const BLOCK: usize = 1;

            #[inline(always)]
            fn transpose(self, from: &[$type], _: usize, to: &mut [$type], _: usize) {
                to[0] = from[0];
            }
        }
    };
}

portable!(f32, 4);
portable!(f64, 2);

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
