//! `dropout 0.2;`

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Expand, Planned, with};
use crate::expand::passes::{Backward, Mode, Row};
use crate::expand::paths::shown;
use crate::expand::plan::{Planner, Step, Width};
use crate::network::Number;

struct Dropout {
    /// Its number among the dropout layers: its masks are its own.
    number: u64,
    rate: TokenStream,
    shown: String,
}

pub(super) fn plan<'a>(planner: &mut Planner<'a>, rate: &'a Number, inputs: &Width) -> Planned<'a> {
    let number = planner.dropout();
    let field = format_ident!("dropout{number}");
    let shown = shown(&rate.tokens);
    let rate = planner.hoisted.number(&field, "dropout", rate);
    Planned { field, outputs: inputs.clone(), layer: Box::new(Dropout { number, rate, shown }), inside: &[] }
}

impl Expand for Dropout {
    fn statement(&self) -> String {
        with("dropout", &self.shown)
    }

    fn counts(&self, _: &Step<'_>) -> (Option<usize>, Option<usize>) {
        (Some(0), Some(0))
    }

    fn summary(&self, step: &Step<'_>) -> TokenStream {
        let (private, shown, outputs) = (&step.paths.private, &self.shown, &step.outputs.tokens);
        quote!(#private::LayerSummary::dropout(#shown, #outputs))
    }

    fn kept(&self, step: &Step<'_>) -> TokenStream {
        let (private, row) = (&step.paths.private, self.output(step));
        quote!(#private::Dropped<#row>)
    }

    fn predicts(&self) -> bool {
        false
    }

    fn row(&self, _: &Step<'_>, _: &TokenStream, _: &mut Row) -> Option<TokenStream> {
        None
    }

    fn forward(&self, step: &Step<'_>, mode: Mode) -> TokenStream {
        if mode == Mode::Predict {
            return quote!();
        }
        let (field, x, rate) = (&step.field, step.rows(mode), &self.rate);
        let number = Literal::u64_unsuffixed(self.number);
        quote!((&mut __a.#field).forward(#x, #rate, __draw, #number);)
    }

    fn trains_apart(&self) -> bool {
        true
    }

    fn draws(&self) -> bool {
        true
    }

    fn backward(&self, step: &Step<'_>, backward: &mut Backward) {
        let (field, into) = (&step.field, &step.into);
        backward.deliver(step, quote!((&__a.#field).backward(#into)));
    }

    fn descends(&self) -> bool {
        true
    }

    /// Prediction leaves nothing here.
    fn outputs(&self, _: &Step<'_>) -> Option<TokenStream> {
        None
    }
}
