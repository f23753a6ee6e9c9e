//! The struct: a field for each layer with tensors, docs, and the sizes that are not literals.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::layer::Field;
use super::paths::Paths;
use super::plan::Plan;

impl Plan<'_> {
    pub(super) fn structure(&self) -> TokenStream {
        let (name, attributes, visibility) = (self.name, &self.network.attributes, &self.network.visibility);
        let documentation = self.documentation();
        let documented = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
        let paragraph = documented.then(|| quote!(#[doc = ""]));
        // Only for rustdoc, because it is long.
        let picture = self.picture().map(|picture| format!(" {picture}"));
        let picture = picture.map(|picture| quote!(#[cfg_attr(doc, doc = "", doc = #picture)]));
        let fields = self.fields().map(|(field, Field { attributes, kind, doc, .. })| {
            quote! {
                #[doc = #doc]
                #attributes
                #visibility #field: #kind,
            }
        });
        quote! {
            #(#attributes)*
            #paragraph
            #(#[doc = #documentation])*
            #picture
            #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
            #visibility struct #name {
                #(#fields)*
            }
        }
    }

    /// The sizes that are not literals, each emitted once, with the checks of their values.
    pub(super) fn widths(&self) -> TokenStream {
        let (name, visibility, cfg) = (self.name, &self.network.visibility, self.cfg());
        let (mut constants, mut checks) = (Vec::new(), Vec::new());
        for size in &self.sizes {
            let (constant, tokens, what, span) =
                (&size.constant, &size.size.tokens, &size.what, size.size.tokens.span());
            let Paths { private, .. } = self.paths.at(span);
            let least = Literal::usize_unsuffixed(size.least);
            constants.push(quote!(#[doc(hidden)] #visibility const #constant: ::core::primitive::usize = #tokens;));
            checks.push(quote_spanned!(span=> #private::check::size(#what, #name::#constant, #least)));
        }
        checks.extend(self.flat().into_iter().flat_map(|step| step.layer.check(step)));
        let constants = (!constants.is_empty()).then(|| quote!(#(#cfg)* impl #name { #(#constants)* }));
        let checks = checks.into_iter().map(|check| quote_spanned!(check.span()=> #(#cfg)* const _: () = #check;));
        quote! {
            #constants
            #(#checks)*
        }
    }
}
