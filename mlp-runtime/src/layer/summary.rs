//! The layers of a network, known at compile time: the lines of its summary, and their sums.

use crate::activation::{self, Activation};

/// One layer of a network's [summary](crate::Model::summary).
///
/// ```
/// use mlp::Layer;
///
/// mlp::network! { struct Net; input 3; dense 8 relu; dense 1; loss mse; }
///
/// let names: Vec<&str> = Net::LAYERS.iter().map(|layer| layer.name).collect();
/// assert_eq!(names, ["dense1", "dense2"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LayerSummary {
    /// The field, `dense1`; empty for a layer without one.
    pub name: &'static str,
    /// Its keyword in the description: `dense`, `dropout`.
    pub kind: &'static str,
    /// What follows it there: the activation, the rate, or the type.
    pub detail: &'static str,
    /// The number of its outputs.
    pub outputs: usize,
    /// The number of values it learns.
    pub parameters: usize,
    /// The number of multiply-adds for one row.
    pub multiply_adds: usize,
    /// The number of values it keeps for one row in training: activations and deltas.
    pub workspace: usize,
}

impl LayerSummary {
    /// A fully connected layer with `activation` and a bias, from `inputs` to `outputs` values.
    #[must_use]
    pub const fn dense(name: &'static str, activation: &'static str, inputs: usize, outputs: usize) -> Self {
        Self {
            name,
            kind: "dense",
            detail: activation,
            outputs,
            parameters: inputs * outputs + outputs,
            multiply_adds: inputs * outputs,
            workspace: 2 * outputs,
        }
    }

    /// The same layer without a bias.
    #[must_use]
    pub const fn without_bias(self) -> Self {
        Self { parameters: self.parameters - self.outputs, ..self }
    }

    /// The same layer, which also keeps its pre-activations.
    #[must_use]
    pub const fn keeping_logits(self) -> Self {
        Self { workspace: self.workspace + self.outputs, ..self }
    }

    /// The same layer followed by this activation, whose derivative may need the pre-activations.
    #[must_use]
    pub const fn before<A: Activation>(self, activation: &A) -> Self {
        if activation::keeps(activation) { self.keeping_logits() } else { self }
    }

    /// `batch_norm`.
    #[must_use]
    pub const fn batch_norm(name: &'static str, activation: &'static str, outputs: usize) -> Self {
        Self::elementwise(name, "batch_norm", activation, outputs, 2, 3)
    }

    /// `layer_norm`, which also keeps the deviation of each row.
    #[must_use]
    pub const fn layer_norm(name: &'static str, activation: &'static str, outputs: usize) -> Self {
        let norm = Self::elementwise(name, "layer_norm", activation, outputs, 2, 3);
        Self { workspace: norm.workspace + 1, ..norm }
    }

    /// `dropout` with the probability `rate`.
    #[must_use]
    pub const fn dropout(rate: &'static str, outputs: usize) -> Self {
        Self::elementwise("", "dropout", rate, outputs, 0, 2)
    }

    /// `standardize`, whose constants are not trained.
    #[must_use]
    pub const fn standardize(outputs: usize) -> Self {
        Self::elementwise("standardize", "standardize", "", outputs, 0, 1)
    }

    /// The sum at the end of a residual block.
    #[must_use]
    pub const fn residual(activation: &'static str, outputs: usize) -> Self {
        Self::elementwise("", "residual", activation, outputs, 0, 2)
    }

    /// A layer of `outputs` values in and out that multiplies no matrix: `parameters` and `workspace` for each value.
    #[must_use]
    pub const fn elementwise(
        name: &'static str,
        kind: &'static str,
        detail: &'static str,
        outputs: usize,
        parameters: usize,
        workspace: usize,
    ) -> Self {
        let (parameters, workspace) = (outputs * parameters, outputs * workspace);
        Self { name, kind, detail, outputs, parameters, multiply_adds: 0, workspace }
    }

    /// A layer written by hand, which keeps its outputs and their gradient.
    #[must_use]
    pub(crate) const fn custom(outputs: usize, parameters: usize) -> Self {
        Self { parameters, ..Self::elementwise("", "layer", "", outputs, 0, 2) }
    }

    /// A network inside a network, `layers` being its own.
    #[must_use]
    pub const fn network(name: &'static str, detail: &'static str, outputs: usize, layers: &[LayerSummary]) -> Self {
        let Self { parameters, multiply_adds, workspace, .. } = Self::total(layers);
        Self { name, kind: "layer", detail, outputs, parameters, multiply_adds, workspace }
    }

    /// The sums over layers.
    pub(crate) const fn total(layers: &[LayerSummary]) -> Self {
        let mut total = Self::elementwise("total", "", "", 0, 0, 0);
        let mut i = 0;
        while i < layers.len() {
            total.outputs = layers[i].outputs;
            total.parameters += layers[i].parameters;
            total.multiply_adds += layers[i].multiply_adds;
            total.workspace += layers[i].workspace;
            i += 1;
        }
        total
    }
}

/// The layers as a table: name, kind, outputs, parameters, multiply-adds, and the sums.
pub(crate) fn table(inputs: usize, layers: &[LayerSummary], scalar: &str) -> String {
    let count = |n: usize| if n > 0 { n.to_string() } else { String::new() };
    let line = |name: &str, kind: &str, outputs: &str, parameters: &str, multiply_adds: &str| {
        format!("{name:<14} {kind:<24} {outputs:>8} {parameters:>12} {multiply_adds:>14}").trim_end().to_owned()
    };
    let mut lines = vec![line("layer", "", "outputs", "parameters", "multiply-adds")];
    lines.push(line("input", "", &inputs.to_string(), "", ""));
    for layer in layers {
        let kind = format!("{} {}", layer.kind, layer.detail);
        let (parameters, multiply_adds) = (count(layer.parameters), count(layer.multiply_adds));
        lines.push(line(layer.name, &kind, &layer.outputs.to_string(), &parameters, &multiply_adds));
    }
    let total = LayerSummary::total(layers);
    lines.push(line("total", scalar, "", &total.parameters.to_string(), &total.multiply_adds.to_string()));
    lines.join("\n")
}
