//! Softmax, the one activation that looks at the whole row.

use super::{Activation, Needs, elementary};
use crate::kernel::{Arithmetic, Unfused};
use crate::{Float, Row};

/// yᵢ = e^zᵢ / Σⱼ e^zⱼ: a row of probabilities. The largest z is subtracted first, so nothing overflows.
///
/// The relative error of an output that is a normal number is at most (4 + OUT/2) ε. Where a z is +∞ or NaN, all
/// outputs are NaN, as in PyTorch.
///
/// ```
/// use mlp::activation::{Activation, softmax};
///
/// let mut row = [1.0_f64, 2.0, 3.0];
/// softmax.forward(&mut row);
/// assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("Softmax", "LogSoftmax"))]
pub struct softmax;

impl Activation for softmax {
    const KEEPS: Needs = Needs::Output;
    const SOFTMAX: bool = true;

    #[inline(always)]
    fn forward<R: Row>(self, row: &mut R) {
        self.forward_in(row, Unfused);
    }

    #[inline(always)]
    fn forward_in<R: Row>(self, row: &mut R, arithmetic: impl Arithmetic) {
        normalize(row.as_mut_slice(), arithmetic);
    }

    /// ∂L/∂zᵢ = yᵢ·(∂L/∂yᵢ − Σⱼ yⱼ·∂L/∂yⱼ).
    #[inline(always)]
    fn backward<R: Row>(self, y: &R, delta: &mut R) {
        let mean: R::Scalar = delta.as_slice().iter().zip(y.as_slice()).map(|(d, y)| *d * *y).sum();
        for (delta, y) in delta.as_mut_slice().iter_mut().zip(y.as_slice()) {
            *delta = *y * (*delta - mean);
        }
    }
}

#[inline(always)]
fn normalize<T: Float>(row: &mut [T], arithmetic: impl Arithmetic) {
    let largest = row.iter().copied().fold(T::neg_infinity(), T::max);
    let mut sum = T::zero();
    // Two loops: sums go in order, exponentials go side by side.
    for value in &mut *row {
        *value = elementary::exp(*value - largest, arithmetic);
    }
    for value in &*row {
        sum += *value;
    }
    for value in row {
        *value /= sum;
    }
}
