//! What every network is: a layer, and therefore a part of other networks.

use crate::activation::Activation;
use crate::dropout::Draw;
use crate::init::Random;
use crate::rows::{Activated, Batch, Row};
use crate::tensors::Tensors;

/// Where the backward pass puts ∂L/∂x, if somebody needs it: a network's first layer has nobody before it.
pub type InputDelta<'d, R> = Option<&'d mut Batch<R>>;

/// One line of a network's [summary](crate::Model::summary).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerSummary {
    /// The field, `dense1`; empty for a layer without one.
    pub name: &'static str,
    /// Its keyword in the description: `dense`, `dropout`.
    pub kind: &'static str,
    /// What stands beside it there: the activation, the rate.
    pub detail: &'static str,
    /// How many values it gives.
    pub outputs: usize,
    /// How many numbers it learns.
    pub parameters: usize,
}

impl LayerSummary {
    /// A fully connected layer with `activation`, from `inputs` to `outputs` values.
    #[must_use]
    pub const fn dense(
        name: &'static str,
        activation: &'static str,
        inputs: usize,
        outputs: usize,
        bias: bool,
    ) -> Self {
        let parameters = inputs * outputs + if bias { outputs } else { 0 };
        Self { name, kind: "dense", detail: activation, outputs, parameters }
    }

    /// Dropout of `outputs` values with the probability `rate`.
    #[must_use]
    pub const fn dropout(rate: &'static str, outputs: usize) -> Self {
        Self { name: "", kind: "dropout", detail: rate, outputs, parameters: 0 }
    }
}

/// A part of a network: rows in, rows out, and the way back. `network!` implements it.
///
/// `forward` and `train` write all of their `Activations` and read none; `backward` reads those of the last `train`,
/// may overwrite all `Deltas`, and begins where the caller has put ∂L/∂z of the last pre-activations, in
/// [`delta`](Self::delta).
pub trait Layer: Tensors + Clone + Send + Sync + 'static {
    /// A row of inputs.
    type Input: Row<Scalar = Self::Scalar>;
    /// A row of outputs.
    type Output: Row<Scalar = Self::Scalar>;
    /// What the forward pass leaves behind.
    type Activations: Default + Clone + Send + 'static;
    /// The backward pass's own buffers.
    type Deltas: Default + Clone + Send + 'static;

    /// The layers, in order.
    const LAYERS: &'static [LayerSummary];
    /// How many values pass through between input and output: what one row's prediction holds at a time, at most.
    const VALUES: usize;

    /// The last activation.
    fn last() -> impl Activation;

    /// Weights as the description says, drawn in the order of the layers.
    fn initialize(random: &mut Random) -> Self;

    /// All tensors 0: the start of a gradient and of moments.
    fn zeros() -> Self;

    /// The output for one row, its values on the stack.
    fn row(&self, x: &Self::Input) -> Self::Output;

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

    /// Whether [`descend`](Self::descend) is there.
    const DESCENDS: bool = false;

    /// [`backward`](Self::backward) that updates each layer as soon as its gradient is known, w ← keep·w − rate·∂L/∂w: plain
    /// descent without a gradient in memory.
    fn descend(
        &mut self,
        x: &[Self::Input],
        a: &Self::Activations,
        d: &mut Self::Deltas,
        keep: Self::Scalar,
        rate: Self::Scalar,
        input: InputDelta<'_, Self::Input>,
    ) {
        let _ = (x, a, d, keep, rate, input);
    }

    /// The outputs that a forward pass has left in `a`, with their logits.
    fn output(a: &Self::Activations) -> &Activated<Self::Output>;

    /// Where the backward pass begins.
    fn delta(d: &mut Self::Deltas) -> &mut Batch<Self::Output>;

    /// The sum of the `l1` and `l2` penalties.
    fn penalty(&self) -> f64 {
        0.0
    }

    /// Adds their derivative to `gradient`.
    fn penalize(&self, gradient: &mut Self) {
        let _ = gradient;
    }
}
