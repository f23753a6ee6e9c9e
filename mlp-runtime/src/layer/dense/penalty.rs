//! The penalties `l1` and `l2` of a layer's weights.

use super::Dense;
use crate::Float;
use crate::kernel::{self, Simd, WithSimd};
use crate::tensor::sum::sum_of;

impl<const IN: usize, const OUT: usize, T: Float, const BIAS: usize> Dense<IN, OUT, T, BIAS> {
    /// The penalty l1·Σ|w| + l2·Σw² of the weights.
    #[must_use]
    pub fn penalty(&self, l1: f64, l2: f64) -> f64 {
        sum_of(self.parameters.weight.as_flattened(), |w| l1 * w.abs() + l2 * w * w)
    }

    /// Adds the derivative of [`penalty`](Self::penalty), l1·sign(w) + 2·l2·w, to `gradient`.
    pub fn penalize(&self, l1: f64, l2: f64, gradient: &mut Self) {
        let (weight, gradient) = (self.parameters.weight.as_flattened(), gradient.parameters.weight.as_flattened_mut());
        kernel::dispatch(Penalize { weight, l1: T::of(l1), l2: T::of(2.0 * l2), gradient });
    }
}

/// gradient ← gradient + l1·sign(w) + l2·w.
struct Penalize<'a, T> {
    weight: &'a [T],
    l1: T,
    l2: T,
    gradient: &'a mut [T],
}

impl<T: Float> WithSimd for Penalize<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (gradient, w) in self.gradient.iter_mut().zip(self.weight) {
            let sign = if *w == T::ZERO { T::ZERO } else { T::one().copysign(*w) };
            *gradient += self.l1 * sign + self.l2 * *w;
        }
    }
}
