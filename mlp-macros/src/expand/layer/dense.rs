//! `dense 128 relu;`

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Drawing, Expand, Field, Last, Planned, generic, with};
use crate::expand::hoist::Activation;
use crate::expand::passes::{Backward, Mode, Row};
use crate::expand::paths::field_name;
use crate::expand::plan::{Planner, Step};
use crate::network::{self, Layer, Number, WordKind};

struct Dense<'a> {
    dense: &'a network::Dense,
    activation: Activation<'a>,
    /// The factors `l1` and `l2`, if there is one.
    penalty: Option<(TokenStream, TokenStream)>,
}

pub(super) fn plan<'a>(planner: &mut Planner<'a>, layer: &'a Layer, dense: &'a network::Dense) -> Planned<'a> {
    let field = layer.field.clone();
    // One output of `softmax` is always 1.
    let least = if dense.activation.is("softmax") { 2 } else { 1 };
    let outputs = planner.width(&field, &dense.size, least);
    let activation = planner.hoisted.activation(&field, &dense.activation);
    let mut factor = |option: &str, number: &Option<Number>| match number {
        Some(number) => planner.hoisted.number(&field, option, number),
        None => quote!(0.0),
    };
    let penalized = dense.l1.is_some() || dense.l2.is_some();
    let penalty = penalized.then(|| (factor("l1", &dense.l1), factor("l2", &dense.l2)));
    Planned { field, outputs, layer: Box::new(Dense { dense, activation, penalty }), inside: &[] }
}

impl Expand for Dense<'_> {
    fn statement(&self) -> String {
        with("dense", &self.activation.word.shown())
    }

    fn overview(&self, step: &Step<'_>, _: &str) -> String {
        with(&step.outputs.shown, &self.activation.word.shown())
    }

    fn counts(&self, step: &Step<'_>) -> (Option<usize>, Option<usize>) {
        let (inputs, outputs) = (step.inputs.number(), step.outputs.number());
        let products = inputs.zip(outputs).and_then(|(inputs, outputs)| inputs.checked_mul(outputs));
        let bias = if self.dense.bias { outputs } else { Some(0) };
        (products.zip(bias).map(|(products, bias)| products + bias), products)
    }

    fn drawing(&self, step: &Step<'_>) -> Drawing {
        Drawing::Units { name: step.outputs.shown.clone(), word: self.activation.word.shown() }
    }

    fn field(&self, step: &Step<'_>) -> Option<Field> {
        let (krate, scalar, init) = (&step.paths.krate, &step.paths.scalar, &self.dense.init);
        let (inputs, outputs) = (step.inputs.argument(), step.outputs.argument());
        let kind = if self.dense.bias {
            generic(step, "Dense", &[&step.inputs, &step.outputs])
        } else {
            quote!(#krate::Dense<#inputs, #outputs, #scalar, 0>)
        };
        Some(Field {
            attributes: quote!(),
            kind,
            doc: format!(" {} → {}, {}", step.inputs.shown, step.outputs.shown, self.activation.word.shown()),
            initial: quote!(#krate::Dense::init(#krate::init::#init, __random)),
        })
    }

    fn summary(&self, step: &Step<'_>) -> TokenStream {
        let (private, activation) = (&step.paths.private, &self.activation.value);
        let (name, shown) = (field_name(&step.field), self.activation.word.shown());
        let (inputs, outputs) = (&step.inputs.tokens, &step.outputs.tokens);
        let bias = (!self.dense.bias).then(|| quote!(.without_bias()));
        // The last layer keeps its logits in any case.
        let keeps = if step.last { quote!(.keeping_logits()) } else { quote!(.before(&#activation)) };
        quote!(#private::LayerSummary::dense(#name, #shown, #inputs, #outputs) #bias #keeps)
    }

    fn kept(&self, step: &Step<'_>) -> TokenStream {
        let (private, row) = (&step.paths.private, self.output(step));
        quote!(#private::Activated<#row>)
    }

    fn delta(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (private, row) = (&step.paths.private, self.output(step));
        Some(quote!(#private::Batch<#row>))
    }

    fn row(&self, step: &Step<'_>, x: &TokenStream, _: &mut Row) -> Option<TokenStream> {
        let (field, activation) = (&step.field, &self.activation.value);
        Some(quote!((&self.#field).row_in(#x, #activation, __set)))
    }

    fn forward(&self, step: &Step<'_>, mode: Mode) -> TokenStream {
        let (field, x, activation) = (&step.field, step.rows(mode), &self.activation.value);
        let forward = if step.last { quote!(forward_last) } else { quote!(forward) };
        quote!((&self.#field).#forward(#x, #activation, &mut __a.#field);)
    }

    fn backward(&self, step: &Step<'_>, backward: &mut Backward) {
        let (field, x, into) = (&step.field, &step.x, &step.into);
        let call = if backward.descends {
            let moments = quote!((&mut __moments).each_mut().map(|__network| &mut __network.#field));
            quote!((&mut self.#field).descend(#x, &__d.#field, __rule, #moments, #into))
        } else {
            quote!((&self.#field).backward(#x, &__d.#field, &mut __gradient.#field, #into))
        };
        backward.deliver(step, call);
    }

    fn derivative(&self, _: &Step<'_>) -> Option<TokenStream> {
        self.activation.derivative()
    }

    /// A penalty needs the gradient as a whole.
    fn descends(&self) -> bool {
        self.penalty.is_none()
    }

    fn penalty(&self, step: &Step<'_>) -> Option<(TokenStream, TokenStream)> {
        let (l1, l2) = self.penalty.as_ref()?;
        let field = &step.field;
        Some((
            quote!((&self.#field).penalty(#l1, #l2)),
            quote!((&self.#field).penalize(#l1, #l2, &mut __gradient.#field);),
        ))
    }

    /// The user's own activation has a type without a name, so a type of ours represents it.
    fn last(&self, step: &Step<'_>, name: &Ident) -> Option<Last> {
        let (krate, private, value) = (&step.paths.krate, &step.paths.private, &self.activation.value);
        Some(match &self.activation.word.kind {
            WordKind::Vocabulary(word) => {
                Last { items: quote!(), kind: quote!(#krate::activation::#word), value: value.clone(), known: true }
            }
            WordKind::Own(_) => Last {
                items: quote! {
                    impl #private::activation::OwnActivation for #name {
                        fn activation() -> impl #krate::activation::Activation { #value }
                    }
                },
                kind: quote!(#private::activation::Own<Self>),
                value: quote!(#private::activation::Own::NEW),
                known: false,
            },
        })
    }
}
