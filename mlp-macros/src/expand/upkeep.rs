//! What a network does beside its passes: running statistics, constants of the training set, penalties, outputs by name.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{Kind, Plan, Step, field_name, part};
use crate::network::NormKind;

impl Plan<'_> {
    /// `const LEAST_ROWS`, where a layer normalises by the batch.
    pub(super) fn least_rows(&self) -> TokenStream {
        let krate = self.krate;
        let least = self.flat().into_iter().filter_map(|step| match &step.kind {
            Kind::Norm { kind: NormKind::Batch, .. } => Some(quote!(2)),
            Kind::Part { path, .. } => {
                let part = part(krate, path);
                Some(quote!(#part::LEAST_ROWS))
            }
            _ => None,
        });
        let least: Vec<_> = least.collect();
        if least.is_empty() {
            return quote!();
        }
        quote!(const LEAST_ROWS: usize = #krate::check::largest(&[#(#least),*]);)
    }

    /// `fn settle`: the running statistics of norms and parts.
    pub(super) fn settle(&self) -> TokenStream {
        let krate = self.krate;
        let calls = self.flat().into_iter().filter_map(|step| {
            let field = &step.field;
            match &step.kind {
                Kind::Norm { kind: NormKind::Batch, momentum, .. } => {
                    Some(quote!(self.#field.settle(&a.#field, #momentum);))
                }
                Kind::Part { .. } => Some(quote!(#krate::Layer::settle(&mut self.#field, &a.#field);)),
                _ => None,
            }
        });
        let calls: Vec<_> = calls.collect();
        if calls.is_empty() {
            return quote!();
        }
        quote! {
            fn settle(&mut self, a: &__Activations) {
                #(#calls)*
            }
        }
    }

    /// `fn prepare` and `fn is_prepared`: the constants of `standardize`, here or in the part that sees the inputs.
    pub(super) fn prepare(&self) -> TokenStream {
        let (krate, scalar, input) = (self.krate, self.scalar, &self.input);
        let flat = self.flat();
        let Some(first) = flat.first() else { return quote!() };
        let field = &first.field;
        let (call, is_prepared) = match &first.kind {
            Kind::Standardize => (quote!(self.#field.prepare(rows);), quote!(self.#field.is_prepared())),
            Kind::Part { .. } => (
                quote!(#krate::part::prepare(&mut self.#field, rows);),
                quote!(#krate::Layer::is_prepared(&self.#field)),
            ),
            _ => return quote!(),
        };
        quote! {
            fn prepare(&mut self, rows: &[[#scalar; #input]]) {
                #call
            }

            fn is_prepared(&self) -> bool {
                #is_prepared
            }
        }
    }

    /// `fn loaded`: the same constants, read from a file.
    pub(super) fn loaded(&self) -> TokenStream {
        let krate = self.krate;
        let knows = |step: &&Step<'_>| matches!(step.kind, Kind::Standardize | Kind::Part { .. });
        let fields: Vec<_> = self.flat().into_iter().filter(knows).map(|step| &step.field).collect();
        if fields.is_empty() {
            return quote!();
        }
        quote! {
            fn loaded(&mut self) {
                #(#krate::Tensors::loaded(&mut self.#fields);)*
            }
        }
    }

    /// `fn outputs`: what each step has left, in order.
    pub(super) fn outputs(&self) -> TokenStream {
        let (krate, scalar) = (self.krate, self.scalar);
        let calls = self.flat().into_iter().filter_map(|step| {
            let (field, name) = (&step.field, field_name(&step.field));
            match &step.kind {
                Kind::Dropout { .. } => None,
                Kind::Part { .. } => {
                    Some(quote!(#krate::Layer::outputs(&self.#field, &a.#field, &path.field(#name), visit);))
                }
                _ => Some(quote!(visit(&path.field(#name), a.#field.as_flattened());)),
            }
        });
        quote! {
            fn outputs(&self, a: &__Activations, path: &#krate::Path<'_>, visit: &mut #krate::VisitOutputs<'_, #scalar>) {
                #(#calls)*
            }
        }
    }

    pub(super) fn penalties(&self) -> TokenStream {
        let krate = self.krate;
        let (mut sums, mut calls) = (Vec::new(), Vec::new());
        for step in self.flat() {
            let field = &step.field;
            match &step.kind {
                Kind::Dense { penalty: Some((l1, l2)), .. } => {
                    sums.push(quote!(self.#field.penalty(#l1, #l2)));
                    calls.push(quote!(self.#field.penalize(#l1, #l2, &mut gradient.#field);));
                }
                Kind::Part { .. } => {
                    sums.push(quote!(#krate::Layer::penalty(&self.#field)));
                    calls.push(quote!(#krate::Layer::penalize(&self.#field, &mut gradient.#field);));
                }
                _ => {}
            }
        }
        if sums.is_empty() {
            return quote!();
        }
        quote! {
            fn penalty(&self) -> f64 {
                #(#sums)+*
            }

            fn penalize(&self, gradient: &mut Self) {
                #(#calls)*
            }
        }
    }
}
