//! Standardized inputs: each column minus its mean, divided by its deviation, both of the training set.

use std::slice::{from_mut, from_ref};

use crate::layer::{InputDelta, IntoInputDelta};
use crate::tensor::aligned::Fixed;
use crate::tensor::rows::Batch;
use crate::tensor::visit::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};
use crate::{Float, tensor::columns};

/// The mean of each column until the constants are known: x − −0 is x, and no mean of rows is −0. It goes into a file,
/// too, so that a network that was saved before it was trained does not pass for one whose constants are 0 and 1.
const UNKNOWN: f64 = -0.0;

/// (x − mean) / deviation for each of `N` columns; the identity until the first `fit` or `load`, never changed after.
///
/// Mean and population deviation are taken in f64. A constant column becomes 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardize<const N: usize, T: Float = f32> {
    mean: Fixed<[T; N]>,
    deviation: Fixed<[T; N]>,
    /// Whether mean and deviation are those of a training set.
    known: bool,
}

impl<const N: usize, T: Float> Standardize<N, T> {
    /// The identity, with [`UNKNOWN`] means.
    #[must_use]
    pub fn init() -> Self {
        Self { mean: Fixed::filled(T::of(UNKNOWN)), deviation: Fixed::filled(T::one()), known: false }
    }

    /// Takes mean and deviation from `rows`, unless they are there already.
    pub fn prepare(&mut self, rows: &[[T; N]]) {
        if self.known {
            return;
        }
        self.known = true;
        #[allow(clippy::cast_precision_loss)] // row counts stay below 2^53
        let count = rows.len().max(1) as f64;
        let means = self.mean.iter_mut().zip(&mut *self.deviation);
        for (column, (mean_of, deviation_of)) in means.enumerate() {
            let mean = rows.iter().map(|row| row[column].widen()).sum::<f64>() / count;
            let squares: f64 = rows.iter().map(|row| (row[column].widen() - mean).powi(2)).sum();
            let deviation = (squares / count).sqrt();
            *mean_of = T::of(mean + 0.0); // not −0
            // A constant column has no deviation but rounding's.
            let constant = rows.iter().all(|row| row[column] == rows[0][column]);
            *deviation_of = if constant || deviation == 0.0 { T::one() } else { T::of(deviation) };
            if constant && !rows.is_empty() {
                *mean_of = rows[0][column] + T::ZERO;
            }
        }
    }

    /// Whether mean and deviation are known.
    #[must_use]
    pub fn is_prepared(&self) -> bool {
        self.known
    }

    /// One row.
    #[must_use]
    pub fn row(&self, x: &[T; N]) -> [T; N] {
        let mut y = *x;
        self.apply(from_ref(x), from_mut(&mut y));
        y
    }

    /// The rows of a batch.
    pub fn forward(&self, x: &[[T; N]], out: &mut Batch<[T; N]>) {
        out.resize(x.len());
        self.apply(x, out);
    }

    fn apply(&self, x: &[[T; N]], out: &mut [[T; N]]) {
        let constants = [self.mean.as_slice(), &*self.deviation];
        columns::each([x.as_flattened()], constants, out, |_, [x], [mean, deviation]| (x - mean) / deviation);
    }

    /// ∂L/∂y → ∂L/∂x, in place, where somebody needs it. Gives `delta` back.
    pub fn backward<'d>(&self, delta: impl IntoInputDelta<'d, [T; N]>) -> InputDelta<'d, [T; N]> {
        let delta = delta.into_input_delta()?;
        columns::each([], [&*self.deviation], delta, |delta, [], [deviation]| delta / deviation);
        Some(delta)
    }
}

impl<const N: usize, T: Float> Tensors for Standardize<N, T> {
    type Scalar = T;

    const SPECS: &'static [Spec] =
        &[Spec::Untrained("mean", <[T; N]>::SPECS), Spec::Untrained("deviation", <[T; N]>::SPECS)];

    fn zeros() -> Self {
        Self { mean: Fixed::zeros(), deviation: Fixed::zeros(), known: false }
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        for (name, values) in [("mean", &self.mean), ("deviation", &self.deviation)] {
            let tensor = Tensor { shape: Shape::Vector(N), values: &**values, trained: false };
            visit(&path.field(name), tensor);
        }
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(false, all.each_mut().map(|constants| constants.mean.as_mut_slice()));
        visit(false, all.map(|constants| constants.deviation.as_mut_slice()));
    }

    fn loaded(&mut self) {
        self.known = self.mean.iter().any(|mean| *mean != T::ZERO || !mean.is_sign_negative());
    }
}
