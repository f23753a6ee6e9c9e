//! `impl Layer`: what makes the network a part of others.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::layer::{Field, Last};
use super::paths::Paths;
use super::plan::Plan;

impl Plan<'_> {
    pub(super) fn layer(&self) -> TokenStream {
        let (Paths { krate, private, .. }, name, input) = (self.paths, self.name, self.paths.row(&self.input.tokens));
        let Some(last) = self.steps.last() else { return quote!() };
        let Some(Last { items, kind, value, .. }) = last.layer.last(last, name) else { return quote!() };
        let (output, bounds, constants, fresh) =
            (last.layer.output(last), self.bounds(), self.constants(), self.fresh());
        let span = last.layer.span();
        let (output, kind) = (quote_spanned!(span=> type Output = #output;), quote_spanned!(span=> type Last = #kind;));
        let (row, forward, train) = (self.row(), self.forward(), self.train());
        let (backward, descend, outputs, upkeep) = (self.backward(), self.descend(), self.outputs(), self.upkeep());
        let (kept, delta) = (last.layer.values(last), last.layer.place(last));
        quote! {
            #items
            #[doc(hidden)]
            impl #krate::Model for #name #bounds {}

            #[doc(hidden)]
            impl #krate::Layer for #name #bounds {
                type Input = #input;
                #output
                #kind
                type Activations = __Activations;
                type Deltas = __Deltas;

                #constants

                fn last() -> Self::Last {
                    #value
                }

                #fresh

                fn row(&self, __x: &Self::Input) -> Self::Output {
                    #private::row(self, __x)
                }

                #[inline(always)]
                fn row_in(&self, __x: &Self::Input, __set: impl #private::Set) -> Self::Output {
                    #row
                }

                fn forward(&self, __x: &[Self::Input], __a: &mut Self::Activations) {
                    #forward
                }

                #train

                fn backward(
                    &self,
                    __x: &[Self::Input],
                    __a: &Self::Activations,
                    __d: &mut Self::Deltas,
                    __gradient: &mut Self,
                    __input: #private::InputDelta<'_, Self::Input>,
                ) {
                    #backward
                }

                #descend

                fn output(__a: &Self::Activations) -> &#private::Activated<Self::Output> {
                    #kept
                }

                fn delta(__d: &mut Self::Deltas) -> &mut #private::Batch<Self::Output> {
                    #delta
                }

                #outputs
                #upkeep
            }
        }
    }

    /// The associated constants.
    fn constants(&self) -> TokenStream {
        let private = &self.paths.private;
        let (flat, classes) = (self.flat(), self.class_names());
        let summaries = flat.iter().map(|step| step.layer.summary(step));
        let widths = flat.iter().map(|step| &step.outputs.tokens);
        let least: Vec<_> = flat.iter().filter_map(|step| step.layer.least_rows(step)).collect();
        let least = (!least.is_empty())
            .then(|| quote!(const LEAST_ROWS: ::core::primitive::usize = #private::check::largest(&[#(#least),*]);));
        quote! {
            const LAYERS: &'static [#private::LayerSummary] = &[#(#summaries),*];
            #classes
            const VALUES: ::core::primitive::usize = #(#widths)+*;
            #least
        }
    }

    /// A network with fresh weights.
    fn fresh(&self) -> TokenStream {
        let krate = &self.paths.krate;
        let fields = self.fields().map(|(field, Field { initial, .. })| quote!(#field: #initial));
        quote! {
            fn initialize(__random: &mut #krate::init::Random) -> Self {
                Self { #(#fields),* }
            }
        }
    }

    /// `fn outputs`: what each step has left, in order.
    fn outputs(&self) -> TokenStream {
        let private = &self.paths.private;
        let flat = self.flat();
        let calls = flat.iter().filter_map(|step| step.layer.outputs(step));
        quote! {
            fn outputs(
                &self,
                __a: &Self::Activations,
                __path: &#private::Path<'_>,
                __visit: &mut #private::VisitOutputs<'_, Self::Scalar>,
            ) {
                #(#calls)*
            }
        }
    }

    /// What some layers do beside the passes: penalties, running statistics, constants of the training set.
    fn upkeep(&self) -> TokenStream {
        let flat = self.flat();
        let (sums, adds): (Vec<_>, Vec<_>) = flat.iter().filter_map(|step| step.layer.penalty(step)).unzip();
        let settle: Vec<_> = flat.iter().filter_map(|step| step.layer.settle(step)).collect();
        // Only the first layer sees the inputs.
        let prepare = flat.first().and_then(|step| step.layer.prepare(step));
        let penalties = (!sums.is_empty()).then(|| {
            quote! {
                fn penalty(&self) -> ::core::primitive::f64 {
                    #(#sums)+*
                }

                fn penalize(&self, __gradient: &mut Self) {
                    #(#adds)*
                }
            }
        });
        let settle = (!settle.is_empty()).then(|| {
            quote! {
                fn settle(&mut self, __a: &Self::Activations) {
                    #(#settle)*
                }
            }
        });
        let prepare = prepare.map(|(prepare, is_prepared)| {
            quote! {
                fn prepare(&mut self, __rows: &[Self::Input]) {
                    #prepare
                }

                fn is_prepared(&self) -> ::core::primitive::bool {
                    #is_prepared
                }
            }
        });
        quote!(#penalties #settle #prepare)
    }
}
