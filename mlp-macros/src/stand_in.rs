//! What the macro leaves in place of a network with mistakes: its errors, and its name for a type that contains one.
//!
//! In `type Fashion = [(); ::core::compile_error! { … }];` the error is the length of an array. rustc reports nothing
//! about a type with an error in it, so `Fashion::init(1)`, its fields, its methods, and a trainer made of it are not
//! further errors. As the type itself, `compile_error!` would become `()`, whose missing methods are reported.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::Attribute;
use syn::parse::Parser;

use crate::errors::Errors;
use crate::words::DEFAULT_NAME;

/// Errors → one `compile_error!` each, the first in the network's type.
pub(crate) fn stand_in(errors: Errors, description: TokenStream) -> TokenStream {
    let Header { conditions, visibility, name } = header(&description);
    let mut errors = errors.into_each();
    let Some(first) = errors.next() else { return TokenStream::new() };
    let class = has_classes(description).then(|| {
        let class = format_ident!("{name}Class");
        quote!(#(#conditions)* #[allow(dead_code)] #visibility type #class = #name;)
    });
    quote! {
        #(#conditions)*
        #[allow(dead_code)]
        #visibility type #name = [(); #first];
        #class
        #(#errors)*
    }
}

/// As much of a header as is there, whatever is wrong with it.
struct Header {
    conditions: Vec<Attribute>,
    visibility: syn::Visibility,
    name: Ident,
}

fn header(description: &TokenStream) -> Header {
    let is_struct = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "struct");
    let mut trees = description.clone().into_iter();
    let before: TokenStream = trees.by_ref().take_while(|tree| !is_struct(tree)).collect();
    let name = match trees.next() {
        Some(TokenTree::Ident(name)) => syn::parse2(TokenTree::from(name).into()).ok(),
        _ => None,
    };
    let read = |input: syn::parse::ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        Ok((attributes, input.parse()?))
    };
    let (mut conditions, visibility) = read.parse2(before).unwrap_or((Vec::new(), syn::Visibility::Inherited));
    conditions.retain(|attribute| attribute.path().is_ident("cfg"));
    Header { conditions, visibility, name: name.unwrap_or_else(|| Ident::new(DEFAULT_NAME, Span::call_site())) }
}

/// Whether there is a word `classes` where a statement begins.
fn has_classes(description: TokenStream) -> bool {
    let mut begins = true;
    description.into_iter().any(|tree| {
        let found = begins && matches!(&tree, TokenTree::Ident(word) if word == "classes");
        begins = matches!(&tree, TokenTree::Punct(sign) if sign.as_char() == ';');
        found
    })
}
