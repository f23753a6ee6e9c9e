//! Batch normalization (Ioffe & Szegedy, 2015).

use std::slice::{from_mut, from_ref};

use super::extreme::Extreme;
use super::{Normalized, affine_gradient, reciprocal};
use crate::activation::{self, Activation};
use crate::check::constants::size;
use crate::layer::{InputDelta, IntoInputDelta};
use crate::tensor::aligned::Fixed;
use crate::tensor::rows::paired;
use crate::tensor::visit::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};
use crate::{Float, tensor::columns};

/// Normalizes each of `N` columns, by the batch in training and by running statistics in prediction:
/// y = f((x − μ)/√(σ² + ε)·weight + bias), where σ² is the biased variance (PyTorch's `BatchNorm1d`).
///
/// A variance beyond the range of the type (of values from 1e19 on in `f32`) is infinite in the running statistics.
/// Training normalizes such values correctly.
///
/// ```
/// mlp::network! { struct Net; input 3; dense 8; batch_norm relu; dense 1; loss mse; }
///
/// let net = Net::init(1);
/// assert_eq!(net.tensor("batch_norm1.weight").unwrap().shape(), [8]);
/// assert_eq!(net.tensor("batch_norm1.running_var").unwrap()[0], 1.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct BatchNorm<const N: usize, T: Float = f32> {
    /// The weights.
    weight: Fixed<[T; N]>,
    bias: Fixed<[T; N]>,
    running_mean: Fixed<[T; N]>,
    running_var: Fixed<[T; N]>,
}

impl<const N: usize, T: Float> BatchNorm<N, T> {
    /// Weights 1, biases 0, running mean 0, and running variance 1.
    #[must_use]
    pub fn init() -> Self {
        Self { weight: Fixed::filled(T::one()), running_var: Fixed::filled(T::one()), ..Self::zeros() }
    }

    /// Prediction for one row.
    #[must_use]
    pub fn row<A: Activation>(&self, x: &[T; N], epsilon: f64, activation: A) -> [T; N] {
        let (mut y, mut scale) = (*x, *x);
        self.by_running_statistics(from_ref(x), epsilon, &mut scale, from_mut(&mut y));
        activation::forward(activation, from_mut(&mut y));
        y
    }

    /// Prediction for the rows of a batch.
    pub fn forward<A: Activation>(&self, x: &[[T; N]], epsilon: f64, activation: A, out: &mut Normalized<[T; N]>) {
        out.activated.values.resize(x.len());
        out.scale.resize(1);
        self.by_running_statistics(x, epsilon, &mut out.scale[0], &mut out.activated.values);
        activation::activate(activation, &mut out.activated);
    }

    fn by_running_statistics(&self, x: &[[T; N]], epsilon: f64, scale: &mut [T; N], out: &mut [[T; N]]) {
        invert(&*self.running_var, epsilon, scale);
        let x = x.as_flattened();
        let constants = [self.running_mean.as_slice(), scale, &*self.weight, &*self.bias];
        columns::each([x], constants, out, |_, [x], [mean, scale, weight, bias]| (x - mean) * scale * weight + bias);
    }

    /// Training: normalizes by the batch's own mean and variance, and keeps them.
    pub fn train<A: Activation>(&self, x: &[[T; N]], epsilon: f64, activation: A, out: &mut Normalized<[T; N]>) {
        let (rows, share, x) = (x.len(), reciprocal::<T>(x.len()), x.as_flattened());
        let Normalized { activated, standard, mean, variance, scale, .. } = out;
        let [mean, variance, scale] = [mean, variance, scale].map(|row| {
            row.resize(1);
            &mut row[0]
        });
        columns::sums([x], [], mean, |[x], []| x);
        mean.iter_mut().for_each(|mean| *mean *= share);
        columns::sums([x], [mean], variance, |[x], [mean]| (x - mean) * (x - mean));
        variance.iter_mut().for_each(|variance| *variance *= share);
        invert(variance, epsilon, scale);
        standard.resize(rows);
        activated.values.resize(rows);
        columns::each([x], [&*mean, &*scale], standard, |_, [x], [mean, scale]| (x - mean) * scale);
        for column in 0..N {
            if !variance[column].is_finite() {
                let extreme = Extreme::of(x.iter().skip(column).step_by(N).copied(), share);
                (mean[column], variance[column]) = (extreme.mean(), extreme.variance());
                scale[column] = extreme.scale(T::of(epsilon));
                let column_of = x.iter().skip(column).step_by(N);
                standard.iter_mut().zip(column_of).for_each(|(row, x)| row[column] = extreme.standard(*x));
            }
        }
        let (standard, affine) = (standard.as_flattened(), [self.weight.as_slice(), &*self.bias]);
        columns::each([standard], affine, &mut activated.values, |_, [x], [weight, bias]| x * weight + bias);
        activation::activate(activation, &mut out.activated);
    }

    /// From `delta`, ∂L/∂z: writes ∂L/∂weight = Σ δ·x̂ and ∂L/∂bias = Σ δ to `gradient`, and
    /// ∂L/∂x = weight·scale·(δ − mean(δ) − x̂·mean(δ·x̂)) to `input` if it is needed. Returns `input`.
    pub fn backward<'d>(
        &self,
        kept: &Normalized<[T; N]>,
        delta: &[[T; N]],
        gradient: &mut Self,
        input: impl IntoInputDelta<'d, [T; N]>,
    ) -> InputDelta<'d, [T; N]> {
        let (to_weight, to_bias) = (&mut *gradient.weight, &mut *gradient.bias);
        let (delta, standard) = paired(delta, &kept.standard);
        affine_gradient(delta, standard, to_weight, to_bias);
        let input = input.into_input_delta()?;
        input.resize(delta.len());
        let Some(scale) = kept.scale.first() else { return Some(input) };
        let (share, rows) = (reciprocal::<T>(delta.len()), [delta.as_flattened(), standard.as_flattened()]);
        let constants = [self.weight.as_slice(), scale, to_bias, to_weight];
        columns::each(rows, constants, input, |_, [delta, x], [weight, scale, sum, along]| {
            weight * scale * (delta - share * (sum + x * along))
        });
        Some(input)
    }

    /// After the update: running ← (1 − momentum)·running + momentum·batch, with the unbiased variance.
    pub fn settle(&mut self, kept: &Normalized<[T; N]>, momentum: f64) {
        let rows = kept.standard.len();
        if rows < 2 {
            return;
        }
        #[allow(clippy::cast_precision_loss)] // row counts stay below 2^53
        let unbiased = T::of(rows as f64 / (rows as f64 - 1.0));
        let (old, new) = (T::of(1.0 - momentum), T::of(momentum));
        for (running, mean) in self.running_mean.iter_mut().zip(kept.mean.as_flattened()) {
            *running = old * *running + new * *mean;
        }
        for (running, variance) in self.running_var.iter_mut().zip(kept.variance.as_flattened()) {
            *running = old * *running + new * unbiased * *variance;
        }
    }
}

/// σ² → 1/√(σ² + ε).
fn invert<T: Float>(variance: &[T], epsilon: f64, scale: &mut [T]) {
    for (scale, variance) in scale.iter_mut().zip(variance) {
        *scale = (*variance + T::of(epsilon)).sqrt().recip();
    }
}

impl<const N: usize, T: Float> Tensors for BatchNorm<N, T> {
    type Scalar = T;

    const SPECS: &'static [Spec] = &[
        Spec::Field("weight", <[T; N]>::SPECS),
        Spec::Field("bias", <[T; N]>::SPECS),
        Spec::Untrained("running_mean", <[T; N]>::SPECS),
        Spec::Untrained("running_var", <[T; N]>::SPECS),
    ];

    fn zeros() -> Self {
        const { size("N", N, 1) }
        let zeros = Fixed::zeros;
        Self { weight: zeros(), bias: zeros(), running_mean: zeros(), running_var: zeros() }
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        let tensors = [
            ("weight", &self.weight, true),
            ("bias", &self.bias, true),
            ("running_mean", &self.running_mean, false),
            ("running_var", &self.running_var, false),
        ];
        for (name, values, trained) in tensors {
            let tensor = Tensor { shape: Shape::Vector(N), values: &**values, trained };
            visit(&path.field(name), tensor);
        }
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.each_mut().map(|norm| norm.weight.as_mut_slice()));
        visit(true, all.each_mut().map(|norm| norm.bias.as_mut_slice()));
        visit(false, all.each_mut().map(|norm| norm.running_mean.as_mut_slice()));
        visit(false, all.map(|norm| norm.running_var.as_mut_slice()));
    }
}
