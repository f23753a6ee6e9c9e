//! The struct: a field for each layer that learns, docs, and the sizes that are no literals.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::plan::{Kind, Plan, Step, argument, at, constant, part, shown};
use crate::network::{NormKind, Size};

impl Plan<'_> {
    pub(super) fn structure(&self) -> TokenStream {
        let (name, attributes, visibility) = (self.name, &self.network.attributes, &self.network.visibility);
        let documentation = self.documentation();
        let documented = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
        let paragraph = documented.then(|| quote!(#[doc = ""]));
        let fields = self.learning().into_iter().map(|step| {
            let (field, kind, doc) = (&step.field, self.field_type(step), self.field_doc(step));
            // A library may hide its parts behind one public network.
            let hidden = matches!(step.kind, Kind::Part { .. }).then(|| quote!(#[allow(private_interfaces)]));
            quote! {
                #[doc = #doc]
                #hidden
                #visibility #field: #kind,
            }
        });
        quote! {
            #(#attributes)*
            #paragraph
            #(#[doc = #documentation])*
            #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
            #visibility struct #name {
                #(#fields)*
            }
        }
    }

    /// The type of a layer's field. `f32` and a bias are its defaults.
    pub(super) fn field_type(&self, step: &Step<'_>) -> TokenStream {
        let (krate, scalar) = (self.krate, self.scalar);
        let (inputs, outputs) = (argument(&step.inputs), argument(&step.outputs));
        let single = scalar == "f32";
        let rest = if single { quote!() } else { quote!(, #scalar) };
        match &step.kind {
            Kind::Dense { dense, .. } if !dense.bias => quote!(#krate::Dense<#inputs, #outputs, #scalar, 0>),
            Kind::Dense { .. } => quote!(#krate::Dense<#inputs, #outputs #rest>),
            Kind::Norm { kind: NormKind::Batch, .. } => quote!(#krate::BatchNorm<#outputs #rest>),
            Kind::Norm { kind: NormKind::Layer, .. } => quote!(#krate::LayerNorm<#outputs #rest>),
            Kind::Standardize => quote!(#krate::Standardize<#outputs #rest>),
            Kind::Part { path, .. } => quote!(#path),
            Kind::Dropout { .. } | Kind::Residual { .. } => quote!(()),
        }
    }

    /// The sizes that are no literals, each emitted once, with the checks of their values.
    pub(super) fn widths(&self) -> TokenStream {
        let (krate, name, visibility, cfg) = (self.krate, self.name, &self.network.visibility, self.cfg());
        let (mut constants, mut checks) = (Vec::new(), Vec::new());
        let mut declare = |size: &Size, constant: &str, what: &str, least: usize| {
            if size.literal.is_some() {
                return;
            }
            let (tokens, span) = (&size.tokens, size.tokens.span());
            let krate = at(krate, span);
            let constant = Ident::new(constant, span);
            let (doc, least) = (format!(" The width of `{what}`."), Literal::usize_unsuffixed(least));
            constants.push(quote!(#[doc = #doc] #visibility const #constant: usize = #tokens;));
            checks.push(
                quote_spanned!(span=> #(#cfg)* const _: () = #krate::check::size(#what, #name::#constant, #least);),
            );
        };
        declare(&self.network.input, "INPUT", "input", 1);
        for step in self.flat() {
            if let Kind::Dense { dense, activation, .. } = &step.kind {
                let least = if activation.word.is("softmax") { 2 } else { 1 };
                declare(&dense.size, &constant(&step.field), &step.field.to_string(), least);
            }
        }
        checks.extend(self.meetings());
        let constants = (!constants.is_empty()).then(|| quote!(#(#cfg)* impl #name { #(#constants)* }));
        quote! {
            #constants
            #(#checks)*
        }
    }

    /// The checks of widths that meet, where the macro cannot compare them: at parts, and at the end of blocks.
    fn meetings(&self) -> Vec<TokenStream> {
        let (krate, cfg) = (self.krate, self.cfg());
        let mut checks = Vec::new();
        for step in self.flat() {
            let inputs = &step.inputs;
            match &step.kind {
                Kind::Part { path, .. } => {
                    let (text, krate, part) = (shown(path), at(krate, path.span()), part(krate, path));
                    checks.push(quote_spanned! {path.span()=>
                        #(#cfg)*
                        const _: () = #krate::check::part(#text, #part::INPUTS, #inputs);
                    });
                    if !self.is_last(step) {
                        // One that ends in softmax may only stand last.
                        checks.push(quote_spanned! {path.span()=>
                            #(#cfg)*
                            const _: () = #krate::check::inner(#text, <#part::Last as #krate::activation::Activation>::SOFTMAX);
                        });
                    }
                }
                Kind::Residual { block, keyword, .. } => {
                    let Some(end) = block.last() else { continue };
                    let (given, span) = (&end.outputs, block_end(block, keyword));
                    let krate = at(krate, span);
                    checks.push(quote_spanned! {span=>
                        #(#cfg)*
                        const _: () = #krate::check::block(#given, #inputs);
                    });
                }
                _ => {}
            }
        }
        checks
    }
}

/// Where a block's width is decided: the size of its last dense layer, or its last part.
fn block_end(block: &[Step<'_>], keyword: &Ident) -> proc_macro2::Span {
    let end = block.iter().rev().find_map(|step| match &step.kind {
        Kind::Dense { dense, .. } => Some(dense.size.tokens.span()),
        Kind::Part { path, .. } => Some(path.span()),
        _ => None,
    });
    end.unwrap_or_else(|| keyword.span())
}

impl NormKind {
    /// The keyword.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Batch => "batch_norm",
            Self::Layer => "layer_norm",
        }
    }
}
