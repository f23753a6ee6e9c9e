//! `batch_norm relu;` and `layer_norm;`

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Expand, Field, Planned, generic, with};
use crate::expand::hoist::Activation;
use crate::expand::passes::{Backward, Mode, Row};
use crate::expand::paths::field_name;
use crate::expand::plan::{Planner, Step, Width};
use crate::network::{self, Layer, NormKind};

struct Norm<'a> {
    kind: NormKind,
    activation: Activation<'a>,
    momentum: TokenStream,
    epsilon: TokenStream,
}

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    layer: &'a Layer,
    norm: &'a network::Norm,
    inputs: &Width,
) -> Planned<'a> {
    let field = layer.field.clone();
    let activation = planner.hoisted.activation(&field, &norm.activation);
    let momentum = planner.hoisted.number(&field, "momentum", &norm.momentum);
    let epsilon = planner.hoisted.number(&field, "epsilon", &norm.epsilon);
    let layer = Box::new(Norm { kind: norm.kind, activation, momentum, epsilon });
    Planned { field, outputs: inputs.clone(), layer, inside: &[] }
}

impl Norm<'_> {
    /// The keyword, which is the name of its function in the summary too.
    fn keyword(&self) -> &'static str {
        match self.kind {
            NormKind::Batch => "batch_norm",
            NormKind::Layer => "layer_norm",
        }
    }

    fn type_name(&self) -> &'static str {
        match self.kind {
            NormKind::Batch => "BatchNorm",
            NormKind::Layer => "LayerNorm",
        }
    }

    /// The runtime's type without its parameters.
    fn path(&self, step: &Step<'_>) -> TokenStream {
        let (krate, name) = (&step.paths.krate, format_ident!("{}", self.type_name()));
        quote!(#krate::#name)
    }
}

impl Expand for Norm<'_> {
    fn statement(&self) -> String {
        with(self.keyword(), &self.activation.detail())
    }

    fn counts(&self, step: &Step<'_>) -> (Option<usize>, Option<usize>) {
        (step.outputs.number().map(|outputs| 2 * outputs), Some(0))
    }

    fn field(&self, step: &Step<'_>) -> Option<Field> {
        let path = self.path(step);
        Some(Field {
            attributes: quote!(),
            kind: generic(step, self.type_name(), &[&step.outputs]),
            doc: format!(" {}, {}", step.outputs.shown, self.activation.word.shown()),
            initial: quote!(#path::init()),
        })
    }

    fn summary(&self, step: &Step<'_>) -> TokenStream {
        let (private, function) = (&step.paths.private, format_ident!("{}", self.keyword()));
        let (name, shown) = (field_name(&step.field), self.activation.word.shown());
        let (outputs, activation) = (&step.outputs.tokens, &self.activation.value);
        quote!(#private::LayerSummary::#function(#name, #shown, #outputs).before(&#activation))
    }

    fn kept(&self, step: &Step<'_>) -> TokenStream {
        let (private, row) = (&step.paths.private, self.output(step));
        quote!(#private::Normalized<#row>)
    }

    fn values(&self, step: &Step<'_>) -> TokenStream {
        let field = &step.field;
        quote!((&__a.#field).activated())
    }

    fn delta(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (private, row) = (&step.paths.private, self.output(step));
        Some(quote!(#private::Batch<#row>))
    }

    fn row(&self, step: &Step<'_>, x: &TokenStream, _: &mut Row) -> Option<TokenStream> {
        let field = &step.field;
        let (epsilon, activation) = (&self.epsilon, &self.activation.value);
        Some(quote!((&self.#field).row(#x, #epsilon, #activation)))
    }

    fn forward(&self, step: &Step<'_>, mode: Mode) -> TokenStream {
        let (field, x) = (&step.field, step.rows(mode));
        let (epsilon, activation) = (&self.epsilon, &self.activation.value);
        let by_batch = mode == Mode::Train && self.trains_apart();
        let forward = if by_batch { quote!(train) } else { quote!(forward) };
        quote!((&self.#field).#forward(#x, #epsilon, #activation, &mut __a.#field);)
    }

    fn trains_apart(&self) -> bool {
        self.kind == NormKind::Batch
    }

    fn backward(&self, step: &Step<'_>, backward: &mut Backward) {
        let (field, into) = (&step.field, &step.into);
        let call = quote!((&self.#field).backward(&__a.#field, &__d.#field, &mut __gradient.#field, #into));
        backward.deliver(step, call);
    }

    fn derivative(&self, _: &Step<'_>) -> Option<TokenStream> {
        self.activation.derivative()
    }

    fn descends(&self) -> bool {
        false
    }

    /// A batch of one row has no variance.
    fn least_rows(&self, _: &Step<'_>) -> Option<TokenStream> {
        (self.kind == NormKind::Batch).then(|| quote!(2))
    }

    fn settle(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (field, momentum) = (&step.field, &self.momentum);
        (self.kind == NormKind::Batch).then(|| quote!((&mut self.#field).settle(&__a.#field, #momentum);))
    }
}
