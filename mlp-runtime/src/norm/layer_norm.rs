//! Layer normalisation (Ba, 2016).

use super::{Normalized, affine_gradient};
use crate::Float;
use crate::activation::Activation;
use crate::layer::InputDelta;
use crate::tensors::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};

/// Normalises each row of `N` values by its own mean and biased variance, in training and prediction alike:
/// y = f((x − μ)/√(σ² + ε)·weight + bias) (PyTorch's `LayerNorm`).
#[derive(Clone, Debug, PartialEq)]
pub struct LayerNorm<const N: usize, T = f32> {
    /// The gains.
    weight: Vec<[T; N]>,
    bias: Vec<[T; N]>,
}

impl<const N: usize, T: Float> LayerNorm<N, T> {
    /// Gains 1, biases 0.
    #[must_use]
    pub fn init() -> Self {
        Self { weight: vec![[T::one(); N]], ..Self::zeros() }
    }

    /// All tensors 0: the start of a gradient.
    #[must_use]
    pub fn zeros() -> Self {
        Self { weight: vec![[T::zero(); N]], bias: vec![[T::zero(); N]] }
    }

    /// One row.
    #[must_use]
    pub fn row<A: Activation>(&self, x: &[T; N], epsilon: f64, activation: A) -> [T; N] {
        let mut y = *x;
        standardize(&mut y, epsilon);
        self.affine(&mut y);
        activation.forward(&mut y);
        y
    }

    /// The rows of a batch.
    pub fn forward<A: Activation>(&self, x: &[[T; N]], epsilon: f64, activation: A, out: &mut Normalized<[T; N]>) {
        out.standard.resize(x.len());
        out.standard.copy_from_slice(x);
        out.scales.clear();
        out.scales.extend(out.standard.iter_mut().map(|row| standardize(row, epsilon)));
        out.activated.values.resize(x.len());
        out.activated.values.copy_from_slice(&out.standard);
        out.activated.values.iter_mut().for_each(|row| self.affine(row));
        out.activate(activation);
    }

    fn affine(&self, row: &mut [T; N]) {
        let affine = self.weight.as_flattened().iter().zip(self.bias.as_flattened());
        row.iter_mut().zip(affine).for_each(|(x, (weight, bias))| *x = *x * *weight + *bias);
    }

    /// From `delta`, ∂L/∂z: ∂L/∂weight = Σ δ·x̂ and ∂L/∂bias = Σ δ over `gradient`, and over `input`, with g = δ·weight
    /// and means over the row, ∂L/∂x = scale·(g − mean(g) − x̂·mean(g·x̂)), where somebody needs it. Gives `input` back.
    pub fn backward<'d>(
        &self,
        kept: &Normalized<[T; N]>,
        delta: &[[T; N]],
        gradient: &mut Self,
        input: impl Into<InputDelta<'d, [T; N]>>,
    ) -> InputDelta<'d, [T; N]> {
        affine_gradient(delta, &kept.standard, gradient.weight.as_flattened_mut(), gradient.bias.as_flattened_mut());
        let input = input.into()?;
        input.resize(delta.len());
        let weight = self.weight.as_flattened();
        let rows = delta.iter().zip(kept.standard.iter()).zip(&kept.scales).zip(input.iter_mut());
        for (((delta, standard), scale), input) in rows {
            let (mut sum, mut along) = (T::zero(), T::zero());
            for i in 0..N {
                input[i] = delta[i] * weight[i];
                sum += input[i];
                along += input[i] * standard[i];
            }
            for (input, standard) in input.iter_mut().zip(standard) {
                *input = *scale * (*input - share::<T, N>() * (sum + *standard * along));
            }
        }
        Some(input)
    }
}

/// x → (x − μ)/√(σ² + ε) in place; returns 1/√(σ² + ε).
fn standardize<T: Float, const N: usize>(row: &mut [T; N], epsilon: f64) -> T {
    let mean = row.iter().copied().sum::<T>() * share::<T, N>();
    row.iter_mut().for_each(|x| *x -= mean);
    let variance = row.iter().map(|x| *x * *x).sum::<T>() * share::<T, N>();
    let scale = (variance + T::of(epsilon)).sqrt().recip();
    row.iter_mut().for_each(|x| *x *= scale);
    scale
}

#[allow(clippy::cast_precision_loss)] // widths stay below 2^24
fn share<T: Float, const N: usize>() -> T {
    T::of(1.0 / N as f64)
}

impl<const N: usize, T: Float> Tensors for LayerNorm<N, T> {
    type Scalar = T;

    const SPECS: &'static [Spec] = &[Spec::Tensor("weight", Shape::Vector(N)), Spec::Tensor("bias", Shape::Vector(N))];

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        for (name, values) in [("weight", &self.weight), ("bias", &self.bias)] {
            let tensor = Tensor { shape: Shape::Vector(N), values: values.as_flattened(), trained: true };
            visit(&path.field(name), tensor);
        }
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.each_mut().map(|norm| norm.weight.as_flattened_mut()));
        visit(true, all.map(|norm| norm.bias.as_flattened_mut()));
    }
}
