//! Weights that are compiled in: `Digits::pretrained()`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::paths::Paths;
use super::plan::Plan;

impl Plan<'_> {
    /// The function, and the check of the file while compiling; cargo sees the file change through `include_bytes!`.
    pub(super) fn weights(&self) -> TokenStream {
        let Some(path) = &self.network.weights else { return quote!() };
        let (name, visibility, cfg) = (self.name, &self.network.visibility, self.cfg());
        let Paths { krate, private, dtype, .. } = self.paths.at(path.span());
        let doc = format!(" The network with the weights of `{}`, which are compiled into the program.", path.value());
        let checked = " While compiling, its tensors are compared with the layers, and in a file of up to 4 MiB the checksum \
                       and all numbers are checked too: each must be finite. The numbers of a larger file are taken as they are.";
        quote_spanned! {path.span()=>
            #(#cfg)*
            impl #name {
                const __WEIGHTS: &'static [::core::primitive::u8] = ::core::include_bytes!(#path);

                #[doc = #doc]
                #[doc = ""]
                #[doc = #checked]
                #[must_use]
                #visibility fn pretrained() -> Self {
                    #private::weights::load(Self::__WEIGHTS)
                }
            }

            #(#cfg)*
            const _: () = #private::weights::check::<{ #private::weights::capacity(#name::__WEIGHTS) }>(
                #name::__WEIGHTS,
                #path,
                <#name as #krate::Tensors>::SPECS,
                #dtype,
            );
        }
    }
}
