//! The sum over all numbers of a tensor, in f64.

use crate::Float;
use crate::kernel::{self, Simd, WithSimd};

/// Σ term(x).
pub(crate) fn sum_of<T: Float>(numbers: &[T], term: impl Fn(f64) -> f64) -> f64 {
    kernel::dispatch(Sum { numbers, term })
}

struct Sum<'a, T, F> {
    numbers: &'a [T],
    term: F,
}

impl<T: Float, F: Fn(f64) -> f64> WithSimd for Sum<'_, T, F> {
    type Output = f64;

    /// Sixteen sums side by side, in an order that the instruction set does not change.
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        let (chunks, rest) = self.numbers.as_chunks::<16>();
        let (mut sums, mut sum) = ([0.0; 16], 0.0);
        for chunk in chunks {
            for lane in 0..16 {
                sums[lane] += (self.term)(chunk[lane].widen());
            }
        }
        for x in rest {
            sum += (self.term)(x.widen());
        }
        sums.iter().sum::<f64>() + sum
    }
}
