//! Normalization layers: values are scaled to mean 0 and standard deviation 1, then by a weight and a bias.

mod batch_norm;
mod extreme;
mod layer_norm;

pub use batch_norm::BatchNorm;
pub use layer_norm::LayerNorm;

use crate::tensor::rows::{Activated, Batch, Row};
use crate::{Float, tensor::columns};

/// The buffers of a normalization layer for a batch.
#[derive(Clone, Debug)]
pub struct Normalized<R: Row> {
    /// Its outputs.
    pub(crate) activated: Activated<R>,
    /// The values with mean 0 and standard deviation 1, before weight and bias.
    pub(crate) standard: Batch<R>,
    /// The mean and the biased variance of each column of the batch: a row each (batch norm).
    pub(crate) mean: Batch<R>,
    pub(crate) variance: Batch<R>,
    /// 1/√(variance + ε) of each column: a row (batch norm) …
    pub(crate) scale: Batch<R>,
    /// … or of each row (layer norm).
    pub(crate) scales: Vec<R::Scalar>,
}

impl<R: Row> Default for Normalized<R> {
    fn default() -> Self {
        Self {
            activated: Activated::default(),
            standard: Batch::default(),
            mean: Batch::default(),
            variance: Batch::default(),
            scale: Batch::default(),
            scales: Vec::new(),
        }
    }
}

impl<R: Row> Normalized<R> {
    /// Its outputs, with the pre-activations if the derivative of the activation needs them.
    pub fn activated(&self) -> &Activated<R> {
        &self.activated
    }
}

impl<R: Row> std::ops::Deref for Normalized<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.activated.values
    }
}

/// ∂L/∂weight = Σ δ·x̂ and ∂L/∂bias = Σ δ over the rows, for z = x̂·weight + bias.
fn affine_gradient<T: Float, const N: usize>(
    delta: &[[T; N]],
    standard: &[[T; N]],
    to_weight: &mut [T; N],
    to_bias: &mut [T; N],
) {
    let (delta, standard) = (delta.as_flattened(), standard.as_flattened());
    columns::sums([delta, standard], [], to_weight, |[delta, standard], []| delta * standard);
    columns::sums([delta], [], to_bias, |[delta], []| delta);
}

/// 1 / count.
#[allow(clippy::cast_precision_loss)] // counts of rows and columns stay below 2^53
#[inline(always)]
fn reciprocal<T: Float>(count: usize) -> T {
    T::of(1.0 / count as f64)
}
