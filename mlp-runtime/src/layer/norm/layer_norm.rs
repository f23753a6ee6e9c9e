//! Layer normalization (Ba, 2016).

use std::slice::{from_mut, from_ref};

use super::extreme::Extreme;
use super::{Normalized, affine_gradient, reciprocal};
use crate::Float;
use crate::activation::{self, Activation};
use crate::check::constants::size;
use crate::kernel::{self, Simd, WithSimd};
use crate::layer::{InputDelta, IntoInputDelta};
use crate::tensor::aligned::Fixed;
use crate::tensor::rows::paired;
use crate::tensor::visit::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};

/// Normalizes each row of `N` values by its own mean and biased variance, in training and prediction alike:
/// y = f((x − μ)/√(σ² + ε)·weight + bias) (PyTorch's `LayerNorm`).
///
/// ```
/// mlp::network! { struct Net; input 3; dense 8; layer_norm relu; dense 1; loss mse; }
///
/// let net = Net::init(1);
/// assert_eq!(net.tensor("layer_norm1.weight").unwrap().shape(), [8]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LayerNorm<const N: usize, T: Float = f32> {
    /// The weights.
    weight: Fixed<[T; N]>,
    bias: Fixed<[T; N]>,
}

impl<const N: usize, T: Float> LayerNorm<N, T> {
    /// Weights 1, biases 0.
    #[must_use]
    pub fn init() -> Self {
        Self { weight: Fixed::filled(T::one()), ..Self::zeros() }
    }

    /// One row.
    #[must_use]
    pub fn row<A: Activation>(&self, x: &[T; N], epsilon: f64, activation: A) -> [T; N] {
        let (mut standard, mut y) = (*x, *x);
        let (x, standard, scales, out) = (from_ref(x), from_mut(&mut standard), &mut [T::ZERO], from_mut(&mut y));
        kernel::dispatch(Forward { norm: self, x, epsilon: T::of(epsilon), standard, scales, out, width: N });
        activation::forward(activation, from_mut(&mut y));
        y
    }

    /// The rows of a batch.
    pub fn forward<A: Activation>(&self, x: &[[T; N]], epsilon: f64, activation: A, out: &mut Normalized<[T; N]>) {
        out.standard.resize(x.len());
        out.scales.resize(x.len(), T::ZERO);
        out.activated.values.resize(x.len());
        let (standard, scales, values) = (&mut out.standard, &mut out.scales, &mut out.activated.values);
        kernel::dispatch(Forward { norm: self, x, epsilon: T::of(epsilon), standard, scales, out: values, width: N });
        activation::activate(activation, &mut out.activated);
    }

    /// From `delta`, ∂L/∂z: writes ∂L/∂weight = Σ δ·x̂ and ∂L/∂bias = Σ δ to `gradient`. With g = δ·weight and means
    /// over the row, writes ∂L/∂x = scale·(g − mean(g) − x̂·mean(g·x̂)) to `input` if it is needed. Returns `input`.
    pub fn backward<'d>(
        &self,
        kept: &Normalized<[T; N]>,
        delta: &[[T; N]],
        gradient: &mut Self,
        input: impl IntoInputDelta<'d, [T; N]>,
    ) -> InputDelta<'d, [T; N]> {
        let (delta, standard) = paired(delta, &kept.standard);
        affine_gradient(delta, standard, &mut gradient.weight, &mut gradient.bias);
        let input = input.into_input_delta()?;
        input.resize(delta.len());
        kernel::dispatch(Backward { norm: self, kept, delta, input, width: N });
        Some(input)
    }
}

/// x̂ and 1/√(σ² + ε) of each row, and z = x̂·weight + bias.
struct Forward<'a, const N: usize, T: Float> {
    norm: &'a LayerNorm<N, T>,
    x: &'a [[T; N]],
    epsilon: T,
    standard: &'a mut [[T; N]],
    scales: &'a mut [T],
    out: &'a mut [[T; N]],
    /// Equal to N but opaque to the compiler, which fails to vectorize sums of constant length.
    width: usize,
}

impl<const N: usize, T: Float> WithSimd for Forward<'_, N, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (width, weight, bias) = (self.width, &self.norm.weight, &self.norm.bias);
        for (((x, standard), scale), y) in self.x.iter().zip(self.standard).zip(self.scales).zip(self.out) {
            *scale = standardize(&x[..width], self.epsilon, &mut standard[..width]);
            affine(&standard[..width], &weight[..width], &bias[..width], &mut y[..width]);
        }
    }
}

/// x̂·weight + bias.
#[inline(always)]
fn affine<T: Float>(standard: &[T], weight: &[T], bias: &[T], z: &mut [T]) {
    for (((z, x), weight), bias) in z.iter_mut().zip(standard).zip(weight).zip(bias) {
        *z = *x * *weight + *bias;
    }
}

/// ∂L/∂x.
struct Backward<'a, const N: usize, T: Float> {
    norm: &'a LayerNorm<N, T>,
    kept: &'a Normalized<[T; N]>,
    delta: &'a [[T; N]],
    input: &'a mut [[T; N]],
    /// As in [`Forward`].
    width: usize,
}

impl<const N: usize, T: Float> WithSimd for Backward<'_, N, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (width, weight) = (self.width, &self.norm.weight);
        let kept = self.kept.standard.iter().zip(&self.kept.scales);
        for ((delta, (standard, scale)), input) in self.delta.iter().zip(kept).zip(self.input) {
            center(&delta[..width], &weight[..width], &standard[..width], *scale, &mut input[..width]);
        }
    }
}

/// x̂ = (x − μ)/√(σ² + ε); returns 1/√(σ² + ε).
#[inline(always)]
fn standardize<T: Float>(x: &[T], epsilon: T, standard: &mut [T]) -> T {
    let share = reciprocal::<T>(x.len());
    let mean = sum(x) * share;
    for (standard, x) in standard.iter_mut().zip(x) {
        *standard = *x - mean;
    }
    let variance = dot(standard, standard) * share;
    if !variance.is_finite() {
        let extreme = Extreme::of(x.iter().copied(), share);
        standard.iter_mut().zip(x).for_each(|(standard, x)| *standard = extreme.standard(*x));
        return extreme.scale(epsilon);
    }
    let scale = (variance + epsilon).sqrt().recip();
    for x in standard {
        *x *= scale;
    }
    scale
}

/// scale·(g − mean(g) − x̂·mean(g·x̂)) with g = δ·weight.
#[inline(always)]
fn center<T: Float>(delta: &[T], weight: &[T], standard: &[T], scale: T, input: &mut [T]) {
    for ((g, delta), weight) in input.iter_mut().zip(delta).zip(weight) {
        *g = *delta * *weight;
    }
    let share = reciprocal::<T>(input.len());
    let (mean, along) = (sum(input) * share, dot(input, standard) * share);
    for (input, standard) in input.iter_mut().zip(standard) {
        *input = scale * (*input - mean - *standard * along);
    }
}

/// Σ xᵢ: eight sums side by side, then the rest, an order that the instruction set does not change.
#[inline(always)]
fn sum<T: Float>(x: &[T]) -> T {
    let (chunks, rest) = x.as_chunks::<8>();
    let mut sums = [T::ZERO; 8];
    for x in chunks {
        for lane in 0..8 {
            sums[lane] += x[lane];
        }
    }
    sums.into_iter().sum::<T>() + rest.iter().copied().sum()
}

/// Σ xᵢ·yᵢ, in the order of [`sum`].
#[inline(always)]
fn dot<T: Float>(x: &[T], y: &[T]) -> T {
    let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<8>(), y.as_chunks::<8>());
    let mut sums = [T::ZERO; 8];
    for (x, y) in x.iter().zip(y) {
        for lane in 0..8 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.into_iter().sum::<T>() + x_rest.iter().zip(y_rest).map(|(x, y)| *x * *y).sum()
}

impl<const N: usize, T: Float> Tensors for LayerNorm<N, T> {
    type Scalar = T;

    const SPECS: &'static [Spec] = &[Spec::Field("weight", <[T; N]>::SPECS), Spec::Field("bias", <[T; N]>::SPECS)];

    fn zeros() -> Self {
        const { size("N", N, 1) }
        Self { weight: Fixed::zeros(), bias: Fixed::zeros() }
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        for (name, values) in [("weight", &self.weight), ("bias", &self.bias)] {
            let tensor = Tensor { shape: Shape::Vector(N), values: &**values, trained: true };
            visit(&path.field(name), tensor);
        }
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(true, all.each_mut().map(|norm| norm.weight.as_mut_slice()));
        visit(true, all.map(|norm| norm.bias.as_mut_slice()));
    }
}
