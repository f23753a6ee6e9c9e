//! `residual relu { … }`

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Drawing, Expand, Planned, with};
use crate::expand::hoist::Activation;
use crate::expand::passes::{self, Backward, Mode, Row};
use crate::expand::paths::Paths;
use crate::expand::plan::{Planner, Step, Width};
use crate::network::{self, Layer};

struct Residual<'a> {
    activation: Activation<'a>,
    /// Where a width that does not fit is reported.
    end: Span,
}

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    layer: &'a Layer,
    residual: &'a network::Residual,
    inputs: &Width,
) -> Planned<'a> {
    let field = format_ident!("residual{}", planner.residual());
    let activation = planner.hoisted.activation(&field, &residual.activation);
    let end = end(&residual.layers, &layer.keyword);
    let layer = Box::new(Residual { activation, end });
    Planned { field, outputs: inputs.clone(), layer, inside: &residual.layers }
}

/// Where a block's width is decided: the size of its last dense layer, or its last part.
fn end(block: &[Layer], keyword: &Ident) -> Span {
    block.iter().rev().find_map(Layer::width_span).unwrap_or_else(|| keyword.span())
}

impl Expand for Residual<'_> {
    fn statement(&self) -> String {
        with("residual", &self.activation.detail())
    }

    fn overview(&self, _: &Step<'_>, block: &str) -> String {
        format!("{} {{{block} }}", self.statement())
    }

    fn counts(&self, _: &Step<'_>) -> (Option<usize>, Option<usize>) {
        (Some(0), Some(0))
    }

    fn drawing(&self, _: &Step<'_>) -> Drawing {
        Drawing::Skip
    }

    fn summary(&self, step: &Step<'_>) -> TokenStream {
        let (private, activation) = (&step.paths.private, &self.activation.value);
        let (shown, outputs) = (self.activation.word.shown(), &step.outputs.tokens);
        quote!(#private::LayerSummary::residual(#shown, #outputs).before(&#activation))
    }

    fn check(&self, step: &Step<'_>) -> Vec<TokenStream> {
        let Some(last) = step.block.last() else { return Vec::new() };
        let (gives, inputs) = (&last.outputs.tokens, &step.inputs.tokens);
        let Paths { private, .. } = step.paths.at(self.end);
        vec![quote_spanned!(self.end=> #private::check::block(#gives, #inputs))]
    }

    fn kept(&self, step: &Step<'_>) -> TokenStream {
        let (private, row) = (&step.paths.private, self.output(step));
        quote!(#private::Activated<#row>)
    }

    fn delta(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (private, row) = (&step.paths.private, self.output(step));
        Some(quote!(#private::Batch<#row>))
    }

    fn row(&self, step: &Step<'_>, x: &TokenStream, row: &mut Row) -> Option<TokenStream> {
        let (private, activation) = (&step.paths.private, &self.activation.value);
        let inside = row.steps(&step.block, x.clone());
        Some(quote!(#private::residual::row(#x, #inside, #activation)))
    }

    fn forward(&self, step: &Step<'_>, mode: Mode) -> TokenStream {
        let (private, field, x) = (&step.paths.private, &step.field, step.rows(mode));
        let (block, inside) = passes::forward(&step.block, x, mode);
        let activation = &self.activation.value;
        quote! {
            #block
            #private::residual::forward(#x, #inside, #activation, &mut __a.#field);
        }
    }

    fn backward(&self, step: &Step<'_>, backward: &mut Backward) {
        let (private, field, into) = (&step.paths.private, &step.field, &step.into);
        let Some(last) = step.block.last() else { return };
        let end = last.layer.place(last).unwrap_or_else(|| last.into.clone());
        backward.call(quote!(#private::residual::enter(&__d.#field, #end)));
        backward.derivative(last);
        backward.steps(&step.block);
        backward.deliver(step, quote!(#private::residual::leave(&__d.#field, #into)));
    }

    fn derivative(&self, _: &Step<'_>) -> Option<TokenStream> {
        self.activation.derivative()
    }

    fn descends(&self) -> bool {
        true
    }
}
