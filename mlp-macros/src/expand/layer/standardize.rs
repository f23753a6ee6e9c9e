//! `standardize;`

use proc_macro2::TokenStream;
use quote::quote;

use super::{Expand, Field, Planned, generic};
use crate::expand::passes::{Backward, Mode, Row};
use crate::expand::plan::{Step, Width};
use crate::network::Layer;

struct Standardize;

pub(super) fn plan<'a>(layer: &'a Layer, inputs: &Width) -> Planned<'a> {
    Planned { field: layer.field.clone(), outputs: inputs.clone(), layer: Box::new(Standardize), inside: &[] }
}

impl Expand for Standardize {
    fn statement(&self) -> String {
        "standardize".to_owned()
    }

    fn counts(&self, _: &Step<'_>) -> (Option<usize>, Option<usize>) {
        (Some(0), Some(0))
    }

    fn field(&self, step: &Step<'_>) -> Option<Field> {
        let krate = &step.paths.krate;
        Some(Field {
            attributes: quote!(),
            kind: generic(step, "Standardize", &[&step.outputs]),
            doc: format!(" {} inputs to mean 0 and deviation 1", step.outputs.shown),
            initial: quote!(#krate::Standardize::init()),
        })
    }

    fn summary(&self, step: &Step<'_>) -> TokenStream {
        let (private, outputs) = (&step.paths.private, &step.outputs.tokens);
        quote!(#private::LayerSummary::standardize(#outputs))
    }

    fn kept(&self, step: &Step<'_>) -> TokenStream {
        let (private, row) = (&step.paths.private, self.output(step));
        quote!(#private::Batch<#row>)
    }

    fn row(&self, step: &Step<'_>, x: &TokenStream, _: &mut Row) -> Option<TokenStream> {
        let field = &step.field;
        Some(quote!((&self.#field).row(#x)))
    }

    fn forward(&self, step: &Step<'_>, mode: Mode) -> TokenStream {
        let (field, x) = (&step.field, step.rows(mode));
        quote!((&self.#field).forward(#x, &mut __a.#field);)
    }

    fn backward(&self, step: &Step<'_>, backward: &mut Backward) {
        let (field, into) = (&step.field, &step.into);
        backward.deliver(step, quote!((&self.#field).backward(#into)));
    }

    fn descends(&self) -> bool {
        true
    }

    fn prepare(&self, step: &Step<'_>) -> Option<(TokenStream, TokenStream)> {
        let field = &step.field;
        Some((quote!((&mut self.#field).prepare(__rows);), quote!((&self.#field).is_prepared())))
    }

    fn is_loaded(&self) -> bool {
        true
    }
}
