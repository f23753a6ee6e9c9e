//! The buffers of the forward and the backward pass.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::plan::Plan;

impl Plan<'_> {
    /// `struct __Activations` and `struct __Deltas`.
    pub(super) fn buffers(&self) -> TokenStream {
        let flat = self.flat();
        let kept = flat.iter().map(|step| (&step.field, step.layer.kept(step))).collect();
        let delta = flat.iter().filter_map(|step| Some((&step.field, step.layer.delta(step)?))).collect();
        let (activations, deltas) = (self.buffer("__Activations", kept), self.buffer("__Deltas", delta));
        quote!(#activations #deltas)
    }

    fn buffer(&self, name: &str, fields: Vec<(&Ident, TokenStream)>) -> TokenStream {
        let (name, bounds) = (Ident::new(name, Span::call_site()), self.bounds());
        let (names, kinds): (Vec<&Ident>, Vec<TokenStream>) = fields.into_iter().unzip();
        let structure = quote!(pub struct #name #bounds { #(#names: #kinds),* });
        if bounds.is_none() {
            return quote!(#[derive(::core::default::Default)] #structure);
        }
        // No derive: its name would be in the error of a part that is not a layer, which would then come twice.
        quote! {
            #structure

            impl ::core::default::Default for #name #bounds {
                fn default() -> Self {
                    Self { #(#names: ::core::default::Default::default()),* }
                }
            }
        }
    }
}
