//! What the documentation of the struct says: the network in a line, a table of its layers, a picture; and of a field
//! its layer.

use proc_macro2::TokenStream;

use super::plan::{Kind, Plan, Step, shown};

impl Plan<'_> {
    /// The lines of the documentation, below the user's own.
    pub(super) fn documentation(&self) -> Vec<String> {
        let mut lines = vec![format!(" `{}`", self.overview())];
        lines.push(String::new());
        lines.extend(self.table());
        if let Some(picture) = self.picture() {
            lines.push(String::new());
            lines.push(format!(" {picture}"));
        }
        lines
    }

    /// Layer, outputs, parameters and multiply-adds, with the totals as far as the widths are literals.
    fn table(&self) -> Vec<String> {
        let mut lines = vec![
            " | layer | | outputs | parameters | multiply-adds |".to_owned(),
            " | --- | --- | ---: | ---: | ---: |".to_owned(),
            format!(" | | `input` | {} | | |", self.written(&self.input)),
        ];
        let mut totals = Some((0, 0));
        for step in self.flat() {
            let (name, statement) =
                (if step.learns() { step.field.to_string() } else { String::new() }, statement(step));
            let (parameters, products) = counts(step);
            let cell = |count: Option<usize>| {
                count.map_or("…".to_owned(), |n| if n > 0 { n.to_string() } else { String::new() })
            };
            let (shown_parameters, shown_products) = (cell(parameters), cell(products));
            lines.push(format!(
                " | {name} | `{statement}` | {} | {shown_parameters} | {shown_products} |",
                self.written(&step.outputs)
            ));
            totals = totals
                .zip(parameters.zip(products))
                .map(|((p, m), (parameters, products))| (p + parameters, m + products));
        }
        if let Some((parameters, products)) = totals {
            lines.push(format!(" | total | | | {parameters} | {products} |"));
        }
        lines
    }

    /// `784 → 128 relu → 10 softmax, loss sparse_categorical`
    fn overview(&self) -> String {
        let mut text = self.written(&self.input) + &self.chain(&self.steps);
        if let Some(loss) = &self.network.loss {
            text += &format!(", loss {}", loss.word.shown());
        }
        text
    }

    /// ` → 128 relu → dropout 0.2`
    fn chain(&self, steps: &[Step<'_>]) -> String {
        let part = |step: &Step<'_>| match &step.kind {
            Kind::Dense { activation, .. } => format!(" → {} {}", self.written(&step.outputs), activation.word.shown()),
            Kind::Residual { block, .. } => format!(" → {} {{{} }}", statement(step), self.chain(block)),
            Kind::Part { path, .. } => format!(" → {}", shown(path)),
            _ => format!(" → {}", statement(step)),
        };
        steps.iter().map(part).collect()
    }

    /// ` 784 → 128, relu`
    pub(super) fn field_doc(&self, step: &Step<'_>) -> String {
        let (from, to) = (self.written(&step.inputs), self.written(&step.outputs));
        match &step.kind {
            Kind::Dense { activation, .. } => format!(" {from} → {to}, {}", activation.word.shown()),
            Kind::Norm { activation, .. } => format!(" {to}, {}", activation.word.shown()),
            Kind::Part { path, .. } => format!(" {from} → [`{0}`]({0})", shown(path)),
            _ => format!(" {to} inputs to mean 0 and deviation 1"),
        }
    }
}

/// The statement in short: `dense relu`, `dropout 0.2`.
pub(super) fn statement(step: &Step<'_>) -> String {
    let (keyword, detail) = match &step.kind {
        Kind::Standardize => ("standardize", String::new()),
        Kind::Dense { activation, .. } => ("dense", activation.word.shown()),
        Kind::Dropout { shown, .. } => ("dropout", shown.clone()),
        Kind::Norm { kind, activation, .. } if activation.linear() => (kind.word(), String::new()),
        Kind::Norm { kind, activation, .. } => (kind.word(), activation.word.shown()),
        Kind::Residual { activation, .. } if activation.linear() => ("residual", String::new()),
        Kind::Residual { activation, .. } => ("residual", activation.word.shown()),
        Kind::Part { path, .. } => ("layer", shown(path)),
    };
    format!("{keyword} {detail}").trim_end().to_owned()
}

/// Parameters and multiply-adds, where the widths are literals.
fn counts(step: &Step<'_>) -> (Option<usize>, Option<usize>) {
    let (inputs, outputs) = (number(&step.inputs), number(&step.outputs));
    match &step.kind {
        Kind::Dense { dense, .. } => {
            let products = inputs.zip(outputs).and_then(|(inputs, outputs)| inputs.checked_mul(outputs));
            let bias = if dense.bias { outputs } else { Some(0) };
            (products.zip(bias).map(|(products, bias)| products + bias), products)
        }
        Kind::Norm { .. } => (outputs.map(|outputs| 2 * outputs), Some(0)),
        Kind::Part { .. } => (None, None),
        _ => (Some(0), Some(0)),
    }
}

pub(super) fn number(width: &TokenStream) -> Option<usize> {
    width.to_string().parse().ok()
}
