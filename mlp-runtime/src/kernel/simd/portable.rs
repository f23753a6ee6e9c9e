//! Vectors as arrays, which the compiler puts into the registers it has: for processors without a module of their own.

use super::vectors::{Outlined, Vectors};
use super::{Arithmetic, Portable};
use crate::Float;

// `$lanes` elements make 16 bytes, the width of a register of every 64-bit processor.
macro_rules! portable {
    ($type:ty, $lanes:literal) => {
        impl Vectors<$type> for Portable {
            type Vector = [$type; $lanes];
            const LANES: usize = $lanes;
            type HalfWidth = Self;

            #[inline(always)]
            fn half_width(self) -> Self {
                self
            }

            #[inline(never)]
            fn outlined<W: Outlined<$type>>(self, work: W) {
                work.run(self);
            }

            #[inline(always)]
            fn splat(self, value: $type) -> Self::Vector {
                [value; $lanes]
            }

            #[inline(always)]
            fn first_lane(self, value: $type) -> Self::Vector {
                self.partial_load(&[value])
            }

            #[inline(always)]
            fn load(self, from: &[$type]) -> Self::Vector {
                let mut vector = [0.0; $lanes];
                vector.copy_from_slice(&from[..$lanes]);
                vector
            }

            #[inline(always)]
            fn partial_load(self, from: &[$type]) -> Self::Vector {
                let mut vector = [0.0; $lanes];
                vector.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
                vector
            }

            #[inline(always)]
            fn store(self, to: &mut [$type], vector: Self::Vector) {
                to[..$lanes].copy_from_slice(&vector);
            }

            #[inline(always)]
            fn partial_store(self, to: &mut [$type], vector: Self::Vector) {
                to.iter_mut().zip(vector).for_each(|(to, value)| *to = value);
            }

            #[inline(always)]
            fn mul_add(self, left: Self::Vector, right: Self::Vector, mut sum: Self::Vector) -> Self::Vector {
                for lane in 0..$lanes {
                    sum[lane] = self.fused(left[lane], right[lane], sum[lane]);
                }
                sum
            }

            #[inline(always)]
            fn relu(self, mut vector: Self::Vector) -> Self::Vector {
                for lane in &mut vector {
                    *lane = if *lane < 0.0 { 0.0 } else { *lane };
                }
                vector
            }

            #[inline(always)]
            fn horizontal_sums(self, vectors: [Self::Vector; 4]) -> [$type; 4] {
                let mut sums = [0.0; 4];
                for (sum, vector) in sums.iter_mut().zip(vectors) {
                    *sum = horizontal_sum(vector);
                }
                sums
            }

            const TRANSPOSE: usize = 1;

            #[inline(always)]
            fn transpose(self, from: &[$type], _: usize, to: &mut [$type], _: usize) {
                to[0] = from[0];
            }
        }
    };
}

portable!(f32, 4);
portable!(f64, 2);

/// The sum of N elements, a power of two: the upper half is added to the lower until one is left.
#[inline(always)]
fn horizontal_sum<T: Float, const N: usize>(mut values: [T; N]) -> T {
    let mut half = N / 2;
    while half > 0 {
        for lane in 0..half {
            values[lane] += values[lane + half];
        }
        half /= 2;
    }
    values[0]
}
