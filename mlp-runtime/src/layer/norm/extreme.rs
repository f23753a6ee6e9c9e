//! Standardization of values so large that their sum or the sum of their squares overflows.

use crate::Float;

/// Mean and deviation of such values, in units that make them moderate. ε is negligible compared with their variance.
#[derive(Clone, Copy)]
pub(super) struct Extreme<T> {
    unit: T,
    mean: T,
    variance: T,
    /// 1/√variance, or 0 if all values are equal.
    reciprocal: T,
}

impl<T: Float> Extreme<T> {
    #[cold]
    #[inline(never)]
    pub(super) fn of(values: impl Iterator<Item = T> + Clone, share: T) -> Self {
        // The values are above the root of the type's largest number, 2^64 or 2^512: their squares are normal numbers.
        let unit = T::of(if size_of::<T>() == 4 { 2.0_f64.powi(-100) } else { 2.0_f64.powi(-900) });
        let mean = values.clone().map(|x| x * unit).sum::<T>() * share;
        let variance = values.map(|x| (x * unit - mean) * (x * unit - mean)).sum::<T>() * share;
        let reciprocal = if variance == T::ZERO { T::ZERO } else { variance.sqrt().recip() };
        Self { unit, mean, variance, reciprocal }
    }

    /// (x − μ)/σ.
    pub(super) fn standard(&self, x: T) -> T {
        (x * self.unit - self.mean) * self.reciprocal
    }

    pub(super) fn mean(&self) -> T {
        self.mean / self.unit
    }

    /// σ², which may be infinite.
    pub(super) fn variance(&self) -> T {
        self.variance / self.unit / self.unit
    }

    /// 1/√(σ² + ε).
    pub(super) fn scale(&self, epsilon: T) -> T {
        if self.variance == T::ZERO { epsilon.sqrt().recip() } else { self.reciprocal * self.unit }
    }
}
