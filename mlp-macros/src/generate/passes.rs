//! The layers of a network one after another: buffers, tensors, forward, training, backward. One call a line.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{DenseStep, Plan, Step, shown};
use crate::words;

impl Plan<'_> {
    /// What the passes leave behind, and the backward pass's own buffers.
    pub(super) fn buffers(&self) -> TokenStream {
        let (krate, scalar) = (self.krate, self.scalar);
        let activations = self.steps.iter().map(|step| match step {
            Step::Dense(DenseStep { dense, outputs, .. }) => {
                let field = &dense.field;
                quote!(#field: #krate::Activated<[#scalar; #outputs]>)
            }
            Step::Dropout(step) => {
                let (field, width) = (&step.field, &step.width);
                quote!(#field: #krate::Dropped<[#scalar; #width]>)
            }
        });
        let deltas = self.denses().map(|DenseStep { dense, outputs, .. }| {
            let field = &dense.field;
            quote!(#field: #krate::Batch<[#scalar; #outputs]>)
        });
        quote! {
            #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::default::Default)]
            pub struct __Activations { #(#activations),* }
            #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::default::Default)]
            pub struct __Deltas { #(#deltas),* }
        }
    }

    /// `impl Tensors`: the fields in order, by name and side by side.
    pub(super) fn tensors(&self) -> TokenStream {
        let (krate, name, scalar) = (self.krate, self.name, self.scalar);
        let fields: Vec<_> = self.denses().map(|step| &step.dense.field).collect();
        let names = fields.iter().map(|field| field.to_string().trim_start_matches("r#").to_owned());
        let (last, rest) = fields.split_last().map_or((None, [].as_slice()), |(last, rest)| (Some(last), rest));
        quote! {
            impl #krate::Tensors for #name {
                type Scalar = #scalar;

                fn tensors(&self, path: &#krate::Path<'_>, visit: &mut #krate::Visit<'_, #scalar>) {
                    #(#krate::Tensors::tensors(&self.#fields, &path.field(#names), visit);)*
                }

                fn side_by_side<const K: usize>(mut all: [&mut Self; K], visit: &mut impl #krate::Update<#scalar, K>) {
                    #(#krate::Tensors::side_by_side(all.each_mut().map(|network| &mut network.#rest), visit);)*
                    #krate::Tensors::side_by_side(all.map(|network| &mut network.#last), visit);
                }
            }
        }
    }

    /// `impl Layer`: what makes the network a part of others.
    pub(super) fn layer(&self) -> TokenStream {
        let (krate, name, scalar, input) = (self.krate, self.name, self.scalar, &self.input);
        let Some(last) = self.denses().next_back() else { return quote!() };
        let (output, activation, field) = (&last.outputs, &last.activation, &last.dense.field);
        let widths = self.denses().map(|step| &step.outputs);
        let (summaries, initializers) = (self.summaries(), self.initializers());
        let fields: Vec<_> = self.denses().map(|step| &step.dense.field).collect();
        let (row, forward, train, backward, descend, penalties) =
            (self.row(), self.forward(), self.train(), self.backward(), self.descend(), self.penalties());
        quote! {
            impl #krate::Layer for #name {
                type Input = [#scalar; #input];
                type Output = [#scalar; #output];
                type Activations = __Activations;
                type Deltas = __Deltas;

                const LAYERS: &'static [#krate::LayerSummary] = &[#(#summaries),*];
                const VALUES: usize = #(#widths)+*;

                fn last() -> impl #krate::activation::Activation {
                    #activation
                }

                fn initialize(random: &mut #krate::init::Random) -> Self {
                    Self { #(#fields: #krate::Dense::init(#initializers, random)),* }
                }

                fn zeros() -> Self {
                    Self { #(#fields: #krate::Dense::zeros()),* }
                }

                fn row(&self, x: &[#scalar; #input]) -> [#scalar; #output] {
                    #row
                }

                fn forward(&self, x: &[[#scalar; #input]], a: &mut __Activations) {
                    #forward
                }

                #train

                fn backward(
                    &self,
                    x: &[[#scalar; #input]],
                    a: &__Activations,
                    d: &mut __Deltas,
                    gradient: &mut Self,
                    input: #krate::InputDelta<'_, [#scalar; #input]>,
                ) {
                    #backward
                }

                #descend

                fn output(a: &__Activations) -> &#krate::Activated<[#scalar; #output]> {
                    &a.#field
                }

                fn delta(d: &mut __Deltas) -> &mut #krate::Batch<[#scalar; #output]> {
                    &mut d.#field
                }

                #penalties
            }
        }
    }

    fn summaries(&self) -> Vec<TokenStream> {
        let krate = self.krate;
        let summary = |step: &Step<'_>| match step {
            Step::Dense(DenseStep { dense, inputs, outputs, .. }) => {
                let (field, kind, bias) = (dense.field.to_string(), dense.activation.shown(), dense.bias);
                quote!(#krate::LayerSummary::dense(#field, #kind, #inputs, #outputs, #bias))
            }
            Step::Dropout(step) => {
                let (rate, width) = (shown(&step.dropout.rate.tokens), &step.width);
                quote!(#krate::LayerSummary::dropout(#rate, #width))
            }
        };
        self.steps.iter().map(summary).collect()
    }

    fn initializers(&self) -> Vec<TokenStream> {
        let krate = self.krate;
        let initializer = |step: &DenseStep<'_>| match &step.dense.init {
            Some(word) => quote!(#krate::init::#word),
            None => {
                let word = format_ident!("{}", words::default_init(&step.dense.activation));
                quote!(#krate::init::#word)
            }
        };
        self.denses().map(initializer).collect()
    }

    /// One row, from local to local.
    fn row(&self) -> TokenStream {
        let mut code = TokenStream::new();
        let mut before = quote!(x);
        let mut denses = self.denses().peekable();
        while let Some(DenseStep { dense, activation, .. }) = denses.next() {
            let field = &dense.field;
            code.extend(match denses.peek() {
                Some(_) => quote!(let #field = self.#field.row(#before, #activation);),
                None => quote!(self.#field.row(#before, #activation)),
            });
            before = quote!(&#field);
        }
        code
    }

    /// The forward pass of prediction: no dropout in it.
    fn forward(&self) -> TokenStream {
        let mut code = TokenStream::new();
        let mut before = quote!(x);
        let mut denses = self.denses().peekable();
        while let Some(step) = denses.next() {
            code.extend(forward(step, &before, denses.peek().is_none()));
            let field = &step.dense.field;
            before = quote!(&a.#field);
        }
        code
    }

    /// The forward pass of training, where it is another.
    fn train(&self) -> TokenStream {
        if !self.steps.iter().any(|step| matches!(step, Step::Dropout(_))) {
            return quote!();
        }
        let (krate, scalar, input) = (self.krate, self.scalar, &self.input);
        let mut code = TokenStream::new();
        let mut before = quote!(x);
        for (i, step) in self.steps.iter().enumerate() {
            match step {
                Step::Dense(step) => {
                    code.extend(forward(step, &before, i + 1 == self.steps.len()));
                    let field = &step.dense.field;
                    before = quote!(&a.#field);
                }
                Step::Dropout(step) => {
                    let (field, rate, number) = (&step.field, &step.rate, Literal::u64_unsuffixed(step.number));
                    code.extend(quote!(a.#field.forward(#before, #rate, draw, #number);));
                    before = quote!(&a.#field);
                }
            }
        }
        quote! {
            fn train(&self, x: &[[#scalar; #input]], a: &mut __Activations, draw: #krate::Draw) {
                #code
            }
        }
    }

    /// The forward pass of training read upwards.
    fn backward(&self) -> TokenStream {
        self.upwards(
            |field, before, into| quote!(self.#field.backward(#before, &d.#field, &mut gradient.#field, #into)),
        )
    }

    /// The same with plain descent in it, where no penalty needs the gradient.
    fn descend(&self) -> TokenStream {
        if self.denses().any(|step| step.penalty.is_some()) {
            return quote!();
        }
        let (krate, scalar, input) = (self.krate, self.scalar, &self.input);
        let code =
            self.upwards(|field, before, into| quote!(self.#field.descend(#before, &d.#field, keep, rate, #into)));
        quote! {
            const DESCENDS: bool = true;

            fn descend(
                &mut self,
                x: &[[#scalar; #input]],
                a: &__Activations,
                d: &mut __Deltas,
                keep: #scalar,
                rate: #scalar,
                input: #krate::InputDelta<'_, [#scalar; #input]>,
            ) {
                #code
            }
        }
    }

    /// The layers from the last to the first; `call` is given a layer's field, the values before it, and where their
    /// gradient goes.
    fn upwards(&self, call: impl Fn(&Ident, &TokenStream, TokenStream) -> TokenStream) -> TokenStream {
        let krate = self.krate;
        let mut code = TokenStream::new();
        for (i, step) in self.steps.iter().enumerate().rev() {
            let earlier = self.steps.get(..i).unwrap_or_default();
            match step {
                Step::Dense(DenseStep { dense, .. }) => {
                    let field = &dense.field;
                    let before = match earlier.last() {
                        None => quote!(x),
                        Some(Step::Dense(step)) => {
                            let field = &step.dense.field;
                            quote!(&a.#field)
                        }
                        Some(Step::Dropout(step)) => {
                            let field = &step.field;
                            quote!(&a.#field)
                        }
                    };
                    let call = |into| call(field, &before, into);
                    let below = earlier.iter().rev().find_map(|step| match step {
                        Step::Dense(step) => Some(step),
                        Step::Dropout(_) => None,
                    });
                    code.extend(match (below, earlier.is_empty()) {
                        (Some(below), _) => {
                            let below = &below.dense.field;
                            let call = call(quote!(&mut d.#below));
                            quote!(#call;)
                        }
                        (None, true) => {
                            let call = call(quote!(input));
                            quote!(#call;)
                        }
                        (None, false) => {
                            let call = call(quote!(input));
                            quote!(let input = #call;)
                        }
                    });
                    if let (Some(below), Some(Step::Dense(_))) = (below, earlier.last()) {
                        code.extend(derivative(krate, below));
                    }
                }
                Step::Dropout(step) => {
                    let field = &step.field;
                    match earlier.last() {
                        Some(Step::Dense(below)) => {
                            let below_field = &below.dense.field;
                            let derivative = derivative(krate, below);
                            code.extend(quote!(a.#field.backward(&mut d.#below_field); #derivative));
                        }
                        _ => code.extend(quote!(a.#field.backward(input);)),
                    }
                }
            }
        }
        code
    }

    fn penalties(&self) -> TokenStream {
        let penalised: Vec<_> =
            self.denses().filter_map(|step| Some((&step.dense.field, step.penalty.as_ref()?))).collect();
        if penalised.is_empty() {
            return quote!();
        }
        let fields: Vec<_> = penalised.iter().map(|(field, _)| field).collect();
        let l1: Vec<_> = penalised.iter().map(|(_, (l1, _))| l1).collect();
        let l2: Vec<_> = penalised.iter().map(|(_, (_, l2))| l2).collect();
        quote! {
            fn penalty(&self) -> f64 {
                #(self.#fields.penalty(#l1, #l2))+*
            }

            fn penalize(&self, gradient: &mut Self) {
                #(self.#fields.penalize(#l1, #l2, &mut gradient.#fields);)*
            }
        }
    }
}

/// One dense layer of a forward pass; the last one keeps its logits.
fn forward(step: &DenseStep<'_>, before: &TokenStream, last: bool) -> TokenStream {
    let (field, activation) = (&step.dense.field, &step.activation);
    if last {
        quote!(self.#field.forward_last(#before, #activation, &mut a.#field);)
    } else {
        quote!(self.#field.forward(#before, #activation, &mut a.#field);)
    }
}

/// From the gradient of a layer's values to that of its pre-activations.
fn derivative(krate: &TokenStream, step: &DenseStep<'_>) -> TokenStream {
    if step.linear {
        return quote!();
    }
    let (field, activation) = (&step.dense.field, &step.activation);
    quote!(#krate::activation::backward(#activation, &a.#field, &mut d.#field);)
}
