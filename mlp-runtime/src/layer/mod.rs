//! Layers. Every network is one, and can therefore be a part of other networks.

pub(crate) mod custom;
pub(crate) mod dense;
pub(crate) mod dropout;
pub(crate) mod norm;
pub mod part;
pub mod residual;
pub(crate) mod standardize;
pub(crate) mod summary;

use crate::activation::Activation;
use crate::kernel::{self, Set, Simd, WithSimd};
use crate::layer::dropout::Draw;
use crate::layer::summary::LayerSummary;
use crate::optimizer::Rule;
use crate::tensor::init::Random;
use crate::tensor::rows::{Activated, Batch, Row};
use crate::tensor::visit::{Path, Tensors, VisitOutputs};

/// Destination for ∂L/∂x; `None` for a network's first layer, whose input gradient is not used.
pub type InputDelta<'d, R> = Option<&'d mut Batch<R>>;

/// What a layer accepts as an [`InputDelta`]: one, or the batch of a layer before it, which always needs it.
pub trait IntoInputDelta<'d, R: Row> {
    /// The place.
    fn into_input_delta(self) -> InputDelta<'d, R>;
}

impl<'d, R: Row> IntoInputDelta<'d, R> for InputDelta<'d, R> {
    fn into_input_delta(self) -> InputDelta<'d, R> {
        self
    }
}

impl<'d, R: Row> IntoInputDelta<'d, R> for &'d mut Batch<R> {
    fn into_input_delta(self) -> InputDelta<'d, R> {
        Some(self)
    }
}

/// A part of a network: rows in, rows out, and the backward pass. `network!` implements it, and so does every
/// [`CustomLayer`](crate::CustomLayer).
///
/// `forward` and `train` write all of their `Activations` and read none. `backward` reads those of the last `train` and
/// may overwrite all `Deltas`. It starts from ∂L/∂z of the last pre-activations, which the caller has written to
/// [`delta`](Self::delta).
///
/// ```
/// use mlp::Layer;
///
/// mlp::network! { struct Net; input 3; dense 8 relu; dense 1; loss mse; }
///
/// /// How many outputs a network has.
/// fn outputs<L: Layer>(_: &L) -> usize {
///     L::OUTPUTS
/// }
///
/// assert_eq!(outputs(&Net::init(1)), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    note = "describe it with `network!`, or implement `mlp::CustomLayer` for it"
)]
pub trait Layer: Tensors {
    /// A row of inputs.
    type Input: Row<Scalar = Self::Scalar>;
    /// A row of outputs.
    type Output: Row<Scalar = Self::Scalar>;
    /// The last activation, as a type: it decides whether the loss of another network fits.
    type Last: Activation;
    /// What the forward pass leaves behind.
    type Activations: Default + Send + 'static;
    /// The backward pass's own buffers.
    type Deltas: Default + Send + 'static;

    /// The layers, in order.
    const LAYERS: &'static [LayerSummary];
    /// The number of values between input and output: at most this many are held for the prediction of one row.
    const VALUES: usize;
    /// The names of `classes`, in the order of their numbers; empty if there are none. Files contain them.
    const CLASSES: &'static [&'static str] = &[];
    /// The smallest number of rows of a training batch: 2 if a layer normalizes over the batch.
    const LEAST_ROWS: usize = 1;
    /// The width of a row of inputs.
    const INPUTS: usize = <Self::Input as Row>::WIDTH;
    /// The width of a row of outputs.
    const OUTPUTS: usize = <Self::Output as Row>::WIDTH;

    /// The last activation.
    fn last() -> Self::Last;

    /// Draws the weights in the order of the layers, as described.
    fn initialize(random: &mut Random) -> Self;

    /// The output for one row, its values on the stack.
    fn row(&self, x: &Self::Input) -> Self::Output;

    /// [`row`](Self::row) inside a function compiled for an instruction set, so that tiny layers become one function.
    #[doc(hidden)]
    #[inline(always)]
    fn row_in(&self, x: &Self::Input, set: impl Set) -> Self::Output {
        let _ = set;
        self.row(x)
    }

    /// The forward pass of prediction.
    fn forward(&self, x: &[Self::Input], a: &mut Self::Activations);

    /// The forward pass of training; `draw` chooses what dropout drops.
    fn train(&self, x: &[Self::Input], a: &mut Self::Activations, draw: Draw) {
        let _ = draw;
        self.forward(x, a);
    }

    /// The backward pass: gradients of all trained tensors over `gradient`, and ∂L/∂x over `input` if given.
    fn backward(
        &self,
        x: &[Self::Input],
        a: &Self::Activations,
        d: &mut Self::Deltas,
        gradient: &mut Self,
        input: InputDelta<'_, Self::Input>,
    );

    /// Whether [`descend`](Self::descend) exists. Only for networks with nothing to [`penalize`](Self::penalize) or to
    /// [`settle`](Self::settle): neither is called then.
    const DESCENDS: bool = false;

    /// [`backward`](Self::backward) that updates each layer by `rule` as soon as its gradient is known, so that no
    /// gradient is stored. With a [plain](Rule::plain) rule it starts from −rate·∂L/∂z, which makes the gradient the
    /// step.
    fn descend<R: Rule<Self::Scalar, K>, const K: usize>(
        &mut self,
        x: &[Self::Input],
        a: &Self::Activations,
        d: &mut Self::Deltas,
        rule: R,
        moments: [&mut Self; K],
        input: InputDelta<'_, Self::Input>,
    ) {
        let _ = (x, a, d, rule, moments, input);
    }

    /// The outputs of a forward pass in `a`, with their logits.
    fn output(a: &Self::Activations) -> &Activated<Self::Output>;

    /// Visits the outputs of a forward pass of prediction in `a`, layer by layer, with paths below `path`. A layer that
    /// does not consist of others has only its output.
    fn outputs(&self, a: &Self::Activations, path: &Path<'_>, visit: &mut VisitOutputs<'_, Self::Scalar>) {
        visit(path, Self::Output::flat(&Self::output(a).values));
    }

    /// Where the backward pass starts.
    fn delta(d: &mut Self::Deltas) -> &mut Batch<Self::Output>;

    /// The sum of the `l1` and `l2` penalties.
    fn penalty(&self) -> f64 {
        0.0
    }

    /// Adds their derivative to `gradient`.
    fn penalize(&self, gradient: &mut Self) {
        let _ = gradient;
    }

    /// After an update: updates the running statistics by those of the batch that `train` wrote to `a`.
    fn settle(&mut self, a: &Self::Activations) {
        let _ = a;
    }

    /// Learns the constants of `standardize` from the rows of a training set, unless they are known already.
    fn prepare(&mut self, rows: &[Self::Input]) {
        let _ = rows;
    }

    /// Whether these constants are known, or not needed.
    fn is_prepared(&self) -> bool {
        true
    }
}

/// [`Layer::row`] by [`Layer::row_in`].
#[doc(hidden)]
#[inline]
pub fn row<L: Layer>(layer: &L, x: &L::Input) -> L::Output {
    kernel::dispatch(OneRow { layer, x })
}

struct OneRow<'a, L: Layer> {
    layer: &'a L,
    x: &'a L::Input,
}

impl<L: Layer> WithSimd for OneRow<'_, L> {
    type Output = L::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> L::Output {
        self.layer.row_in(self.x, simd)
    }
}
