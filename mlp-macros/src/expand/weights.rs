//! Weights that are compiled in: `Digits::pretrained()`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::plan::{Plan, at};

impl Plan<'_> {
    /// The function, and the check of the file while compiling; cargo sees the file change through `include_bytes!`.
    pub(super) fn weights(&self) -> TokenStream {
        let Some(path) = &self.network.weights else { return quote!() };
        let (name, visibility, cfg, dtype) = (self.name, &self.network.visibility, self.cfg(), self.scalar.to_string());
        let krate = at(self.krate, path.span());
        let doc = format!(" The network with the weights of `{}`, which are compiled into the program.", path.value());
        quote_spanned! {path.span()=>
            #(#cfg)*
            impl #name {
                const __WEIGHTS: &'static [u8] = ::core::include_bytes!(#path);

                #[doc = #doc]
                #[must_use]
                #visibility fn pretrained() -> Self {
                    #krate::weights::load(Self::__WEIGHTS)
                }
            }

            #(#cfg)*
            const _: () = #krate::weights::check::<{ #krate::weights::capacity(#name::__WEIGHTS) }>(
                #name::__WEIGHTS,
                #path,
                <#name as #krate::Tensors>::SPECS,
                #dtype,
            );
        }
    }
}
