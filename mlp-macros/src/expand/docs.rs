//! What the documentation of the struct says: the network in a line, and a table of its layers.

use super::plan::{Plan, Step};

impl Plan<'_> {
    /// The lines of the documentation, below the user's own.
    pub(super) fn documentation(&self) -> Vec<String> {
        let mut lines = vec![format!(" `{}`", self.overview())];
        lines.push(String::new());
        lines.extend(self.table());
        lines
    }

    /// Layer, outputs, parameters and multiply-adds, with the totals as far as the widths are literals.
    fn table(&self) -> Vec<String> {
        let mut lines = vec![
            " | layer | | outputs | parameters | multiply-adds |".to_owned(),
            " | --- | --- | ---: | ---: | ---: |".to_owned(),
            format!(" | | `input` | {} | | |", self.input.shown),
        ];
        let mut totals = Some((0, 0));
        for step in self.flat() {
            let name = step.layer.field(step).map_or(String::new(), |_| step.field.to_string());
            let (parameters, products) = step.layer.counts(step);
            let cell = |count: Option<usize>| {
                count.map_or("…".to_owned(), |n| if n > 0 { n.to_string() } else { String::new() })
            };
            let (shown_parameters, shown_products) = (cell(parameters), cell(products));
            let (statement, outputs) = (step.layer.statement(), &step.outputs.shown);
            lines.push(format!(" | {name} | `{statement}` | {outputs} | {shown_parameters} | {shown_products} |"));
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
        let mut text = self.input.shown.clone() + &chain(&self.steps);
        if let Some(loss) = &self.network.loss {
            text += &format!(", loss {}", loss.word.shown());
        }
        text
    }
}

/// ` → 128 relu → dropout 0.2`
fn chain(steps: &[Step<'_>]) -> String {
    steps.iter().map(|step| format!(" → {}", step.layer.overview(step, &chain(&step.block)))).collect()
}
