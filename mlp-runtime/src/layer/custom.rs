//! A layer written by hand: one row forward, one row backward.

use crate::activation::linear;
use crate::layer::summary::LayerSummary;
use crate::layer::{InputDelta, Layer};
use crate::tensor::init::Random;
use crate::tensor::rows::{Activated, Batch, Row};
use crate::tensor::visit::{Path, Spec, Tensors, VisitOutputs};
use crate::{Float, Model};

/// A layer of your own, for `layer Scale;` in a description: five items, which handle one row at a time.
///
/// Its numbers are fields: `f32`, vectors `[f32; N]`, weights `[[f32; OUT]; IN]`, boxed if they are large, or structs
/// of these. With `#[derive(mlp::Tensors)]` they are trained, saved, and loaded under the names of the fields.
///
/// ```
/// use mlp::CustomLayer;
/// use mlp::init::Random;
/// use mlp::prelude::*;
///
/// /// y = gain · x, for each of three values.
/// #[derive(Clone, Debug, PartialEq, mlp::Tensors)]
/// struct Scale {
///     gain: [f32; 3],
/// }
///
/// impl CustomLayer for Scale {
///     type Input = [f32; 3];
///     type Output = [f32; 3];
///
///     fn init(_: &mut Random) -> Self {
///         Self { gain: [1.0; 3] }
///     }
///     fn forward(&self, x: &[f32; 3]) -> [f32; 3] {
///         std::array::from_fn(|i| self.gain[i] * x[i])
///     }
///     fn backward(&self, x: &[f32; 3], _: &[f32; 3], dy: &[f32; 3], gradient: &mut Self) -> [f32; 3] {
///         gradient.gain.iter_mut().zip(x).zip(dy).for_each(|((gain, x), dy)| *gain += dy * x);
///         self.forward(dy)
///     }
/// }
///
/// network! {
///     struct Scaled;
///     input 3;
///     layer Scale;
///     dense 1;
///     loss mse;
/// }
///
/// mlp::check::gradient::<Scaled>()?; // the derivatives are right
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// A field with `#[tensor(untrained)]` is saved but not trained. A field with `#[tensor(skip)]` is not a tensor: it is
/// neither trained nor saved. A struct without tensors needs `#[tensors(scalar = f32)]`. If the dependency on `mlp` has
/// another name, write `#[tensors(crate = other)]`.
///
/// Rows are independent of each other, in training too. A layer that needs several rows, like a batch norm, cannot be
/// written this way.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    note = "describe it with `network!`, or implement `mlp::CustomLayer` for it"
)]
pub trait CustomLayer: Tensors {
    /// A row of inputs, `[f32; 3]`.
    type Input: Row<Scalar = Self::Scalar>;
    /// A row of outputs.
    type Output: Row<Scalar = Self::Scalar>;

    /// The layer before training.
    fn init(random: &mut Random) -> Self;

    /// The output y for one row x.
    fn forward(&self, x: &Self::Input) -> Self::Output;

    /// The backward pass for one row: takes `dy`, which is ∂L/∂y, and returns ∂L/∂x. It adds the row's contribution to
    /// the derivative of each tensor to the field of the same name in `gradient`. `y` is the result of
    /// [`forward`](Self::forward) for `x`.
    fn backward(&self, x: &Self::Input, y: &Self::Output, dy: &Self::Output, gradient: &mut Self) -> Self::Input;
}

#[diagnostic::do_not_recommend]
impl<L: CustomLayer> Model for L {}

#[diagnostic::do_not_recommend]
impl<L: CustomLayer> Layer for L {
    type Input = L::Input;
    type Output = L::Output;
    type Last = linear;
    type Activations = Activated<L::Output>;
    type Deltas = Batch<L::Output>;

    const LAYERS: &'static [LayerSummary] = &[LayerSummary::custom(L::Output::WIDTH, Spec::parameters(L::SPECS))];
    const VALUES: usize = L::Output::WIDTH;

    fn last() -> linear {
        linear
    }

    fn initialize(random: &mut Random) -> Self {
        L::init(random)
    }

    fn row(&self, x: &L::Input) -> L::Output {
        CustomLayer::forward(self, x)
    }

    fn forward(&self, x: &[L::Input], a: &mut Activated<L::Output>) {
        a.fill(x.len()).iter_mut().zip(x).for_each(|(y, x)| *y = CustomLayer::forward(self, x));
    }

    fn backward(
        &self,
        x: &[L::Input],
        a: &Activated<L::Output>,
        d: &mut Batch<L::Output>,
        gradient: &mut Self,
        input: InputDelta<'_, L::Input>,
    ) {
        L::side_by_side([&mut *gradient], &mut |_, [sums]| sums.fill(L::Scalar::of(0.0)));
        let rows =
            x.iter().zip(a.values()).zip(d.iter()).map(|((x, y), dy)| CustomLayer::backward(self, x, y, dy, gradient));
        match input {
            Some(input) => {
                input.resize(x.len());
                input.iter_mut().zip(rows).for_each(|(to, dx)| *to = dx);
            }
            None => rows.for_each(drop),
        }
    }

    fn output(a: &Activated<L::Output>) -> &Activated<L::Output> {
        a
    }

    fn outputs(&self, a: &Activated<L::Output>, path: &Path<'_>, visit: &mut VisitOutputs<'_, L::Scalar>) {
        visit(path, L::Output::flat(a.values()));
    }

    fn delta(d: &mut Batch<L::Output>) -> &mut Batch<L::Output> {
        d
    }
}
