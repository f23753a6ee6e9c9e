//! Batch normalisation (Ioffe & Szegedy, 2015).

use super::{Normalized, affine_gradient};
use crate::Float;
use crate::activation::Activation;
use crate::layer::InputDelta;
use crate::tensors::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};

/// Normalises each of `N` columns, by the batch in training and by running statistics in prediction:
/// y = f((x − μ)/√(σ² + ε)·weight + bias), σ² the biased variance (PyTorch's `BatchNorm1d`).
#[derive(Clone, Debug, PartialEq)]
pub struct BatchNorm<const N: usize, T = f32> {
    /// The gains.
    weight: Vec<[T; N]>,
    bias: Vec<[T; N]>,
    running_mean: Vec<[T; N]>,
    running_var: Vec<[T; N]>,
}

impl<const N: usize, T: Float> BatchNorm<N, T> {
    /// Gains 1, biases 0, running mean 0 and variance 1.
    #[must_use]
    pub fn init() -> Self {
        Self { weight: vec![[T::one(); N]], running_var: vec![[T::one(); N]], ..Self::zeros() }
    }

    /// All tensors 0: the start of a gradient.
    #[must_use]
    pub fn zeros() -> Self {
        let zeros = || vec![[T::zero(); N]];
        Self { weight: zeros(), bias: zeros(), running_mean: zeros(), running_var: zeros() }
    }

    /// Prediction for one row.
    #[must_use]
    pub fn row<A: Activation>(&self, x: &[T; N], epsilon: f64, activation: A) -> [T; N] {
        let mut y = *x;
        self.by_running_statistics(&mut y, epsilon);
        activation.forward(&mut y);
        y
    }

    /// Prediction for the rows of a batch.
    pub fn forward<A: Activation>(&self, x: &[[T; N]], epsilon: f64, activation: A, out: &mut Normalized<[T; N]>) {
        out.activated.values.resize(x.len());
        out.activated.values.copy_from_slice(x);
        for row in out.activated.values.iter_mut() {
            self.by_running_statistics(row, epsilon);
        }
        out.activate(activation);
    }

    fn by_running_statistics(&self, row: &mut [T; N], epsilon: f64) {
        let statistics = self.running_mean.as_flattened().iter().zip(self.running_var.as_flattened());
        let affine = self.weight.as_flattened().iter().zip(self.bias.as_flattened());
        for ((x, (mean, variance)), (weight, bias)) in row.iter_mut().zip(statistics).zip(affine) {
            *x = (*x - *mean) / (*variance + T::of(epsilon)).sqrt() * *weight + *bias;
        }
    }

    /// Training: normalises by the batch's own mean and variance, and keeps them.
    pub fn train<A: Activation>(&self, x: &[[T; N]], epsilon: f64, activation: A, out: &mut Normalized<[T; N]>) {
        let share = reciprocal::<T>(x.len());
        out.mean = [T::zero(); N];
        for row in x {
            out.mean.iter_mut().zip(row).for_each(|(mean, x)| *mean += *x);
        }
        out.mean.iter_mut().for_each(|mean| *mean *= share);
        out.variance = [T::zero(); N];
        for row in x {
            for ((variance, x), mean) in out.variance.iter_mut().zip(row).zip(&out.mean) {
                *variance += (*x - *mean) * (*x - *mean);
            }
        }
        for (variance, scale) in out.variance.iter_mut().zip(&mut out.scale) {
            *variance *= share;
            *scale = (*variance + T::of(epsilon)).sqrt().recip();
        }
        out.standard.resize(x.len());
        out.activated.values.resize(x.len());
        let (weight, bias) = (self.weight.as_flattened(), self.bias.as_flattened());
        for ((x, standard), y) in x.iter().zip(out.standard.iter_mut()).zip(out.activated.values.iter_mut()) {
            for i in 0..N {
                standard[i] = (x[i] - out.mean[i]) * out.scale[i];
                y[i] = standard[i] * weight[i] + bias[i];
            }
        }
        out.activate(activation);
    }

    /// From `delta`, ∂L/∂z: ∂L/∂weight = Σ δ·x̂ and ∂L/∂bias = Σ δ over `gradient`, and over `input`
    /// ∂L/∂x = weight·scale·(δ − mean(δ) − x̂·mean(δ·x̂)), where somebody needs it. Gives `input` back.
    pub fn backward<'d>(
        &self,
        kept: &Normalized<[T; N]>,
        delta: &[[T; N]],
        gradient: &mut Self,
        input: impl Into<InputDelta<'d, [T; N]>>,
    ) -> InputDelta<'d, [T; N]> {
        let (to_weight, to_bias) = (gradient.weight.as_flattened_mut(), gradient.bias.as_flattened_mut());
        affine_gradient(delta, &kept.standard, to_weight, to_bias);
        let input = input.into()?;
        input.resize(delta.len());
        let share = reciprocal::<T>(delta.len());
        let weight = self.weight.as_flattened();
        for ((delta, standard), input) in delta.iter().zip(kept.standard.iter()).zip(input.iter_mut()) {
            for i in 0..N {
                let rest = delta[i] - share * (to_bias[i] + standard[i] * to_weight[i]);
                input[i] = weight[i] * kept.scale[i] * rest;
            }
        }
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
        for (running, mean) in self.running_mean.as_flattened_mut().iter_mut().zip(&kept.mean) {
            *running = old * *running + new * *mean;
        }
        for (running, variance) in self.running_var.as_flattened_mut().iter_mut().zip(&kept.variance) {
            *running = old * *running + new * unbiased * *variance;
        }
    }
}

#[allow(clippy::cast_precision_loss)] // row counts stay below 2^53
fn reciprocal<T: Float>(rows: usize) -> T {
    T::of(1.0 / rows as f64)
}

impl<const N: usize, T: Float> Tensors for BatchNorm<N, T> {
    type Scalar = T;

    const SPECS: &'static [Spec] = &[
        Spec::Tensor("weight", Shape::Vector(N)),
        Spec::Tensor("bias", Shape::Vector(N)),
        Spec::Tensor("running_mean", Shape::Vector(N)),
        Spec::Tensor("running_var", Shape::Vector(N)),
    ];

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        let tensors = [
            ("weight", &self.weight, true),
            ("bias", &self.bias, true),
            ("running_mean", &self.running_mean, false),
            ("running_var", &self.running_var, false),
        ];
        for (name, values, trained) in tensors {
            let tensor = Tensor { shape: Shape::Vector(N), values: values.as_flattened(), trained };
            visit(&path.field(name), tensor);
        }
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.each_mut().map(|norm| norm.weight.as_flattened_mut()));
        visit(true, all.each_mut().map(|norm| norm.bias.as_flattened_mut()));
        visit(false, all.each_mut().map(|norm| norm.running_mean.as_flattened_mut()));
        visit(false, all.map(|norm| norm.running_var.as_flattened_mut()));
    }
}
