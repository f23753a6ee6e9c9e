//! Standardized inputs: each column minus its mean, divided by its standard deviation, both of the training set.

use std::slice::{from_mut, from_ref};

use crate::check::constants::size;
use crate::data::statistics::{self, Scale, standardized};
use crate::layer::{InputDelta, IntoInputDelta};
use crate::tensor::aligned::Fixed;
use crate::tensor::rows::Batch;
use crate::tensor::visit::{Path, Shape, Spec, Tensor, Tensors, Update, Visit};
use crate::{Float, tensor::columns};

/// The mean of each column until the constants are known: x − (−0) is x, and no mean of rows is −0. It is saved, too,
/// so that a network saved before training is not mistaken for one whose constants are 0 and 1.
const UNKNOWN: f64 = -0.0;

/// (x − mean) / std for each of `N` columns. The first `fit`, [`Trainer::prepare`](crate::Trainer::prepare), or `load`
/// sets the constants, which do not change afterwards. Until then the layer is the identity: predictions, `evaluate`,
/// and `gradient` use the inputs as they are, and `step` returns an error.
///
/// The mean and the population standard deviation are bitwise those of [`Scaler`](crate::Scaler). A constant column is
/// divided by 1 and becomes 0.
///
/// ```
/// mlp::network! { struct Net; input 1; standardize; dense 1; loss mse; }
///
/// let set = mlp::Dataset::new(vec![[100.0], [300.0]], vec![[1.0], [3.0]])?;
/// let mut net = Net::init(1);
/// mlp::Trainer::new(&mut net).fit(&set)?;
/// assert_eq!(net.activations(&[300.0])[0].1, [1.0]); // (300 − 200) / 100
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Standardize<const N: usize, T: Float = f32> {
    /// The mean of each column, and its rounding error if that matters.
    mean: Fixed<[[T; N]; 2]>,
    deviation: Fixed<[T; N]>,
    /// Whether mean and deviation are those of a training set.
    known: bool,
}

impl<const N: usize, T: Float> Standardize<N, T> {
    /// The identity, with `UNKNOWN` means.
    #[must_use]
    pub fn init() -> Self {
        let mut identity = Self { deviation: Fixed::filled(T::one()), ..Self::zeros() };
        identity.mean[0].fill(T::of(UNKNOWN));
        identity
    }

    /// Sets mean and deviation from `rows`, unless they are known already.
    pub fn prepare(&mut self, rows: &[[T; N]]) {
        if self.known {
            return;
        }
        self.known = true;
        let [mean, rest] = &mut *self.mean;
        let constants = mean.iter_mut().zip(rest).zip(&mut *self.deviation);
        for (((mean, rest), deviation), column) in constants.zip(statistics::columns(rows)) {
            let scale = Scale::of(column);
            (*mean, *rest, *deviation) = (scale.mean, scale.rest, scale.deviation);
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
        let constants = [&self.mean[0][..], &self.mean[1], &*self.deviation];
        columns::each([x.as_flattened()], constants, out, |_, [x], constants| standardized(x, constants));
    }

    /// ∂L/∂y → ∂L/∂x, in place, if it is needed. Returns `delta`.
    pub fn backward<'d>(&self, delta: impl IntoInputDelta<'d, [T; N]>) -> InputDelta<'d, [T; N]> {
        let delta = delta.into_input_delta()?;
        columns::each([], [&*self.deviation], delta, |delta, [], [deviation]| delta / deviation);
        Some(delta)
    }
}

impl<const N: usize, T: Float> Tensors for Standardize<N, T> {
    type Scalar = T;

    const SPECS: &'static [Spec] =
        &[Spec::Untrained("mean", &[Spec::Tensor(Shape::HighLow(N))]), Spec::Untrained("deviation", <[T; N]>::SPECS)];

    fn zeros() -> Self {
        const { size("N", N, 1) }
        Self { mean: Fixed::zeros(), deviation: Fixed::zeros(), known: false }
    }

    fn tensors(&self, path: &Path<'_>, visit: &mut Visit<'_, T>) {
        let mean = Tensor { shape: Shape::HighLow(N), values: self.mean.as_flattened(), trained: false };
        visit(&path.field("mean"), mean);
        let deviation = Tensor { shape: Shape::Vector(N), values: &*self.deviation, trained: false };
        visit(&path.field("deviation"), deviation);
    }

    fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl Update<T, K>) {
        visit(false, all.each_mut().map(|constants| constants.mean.as_flattened_mut()));
        visit(false, all.map(|constants| constants.deviation.as_mut_slice()));
    }

    fn loaded(&mut self) {
        self.known = self.mean[0].iter().any(|mean| *mean != T::ZERO || !mean.is_sign_negative());
    }
}
