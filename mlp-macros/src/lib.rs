//! The procedural macro behind `mlp::network!`: tokens → `Description` → `Network` → struct and impls.
//!
//! | step | turns | into | it collects |
//! | --- | --- | --- | --- |
//! | `parse` | tokens | `Description`, as written | every statement that is wrong by itself |
//! | `check` | `Description` | `Network`, where nothing can be wrong any more | every relation that is wrong |
//! | `expand` | `Network` | a struct and its impls | nothing: it cannot fail |
//!
//! Before these, `conditions` lets rustc choose between descriptions with and without statements under `#[cfg(…)]`.
//! A step with errors is the last one: its errors come out, and the network's name for a type with an error in it
//! (`stand_in`), so that uses of the network are not further errors.

mod check;
mod conditions;
mod description;
mod errors;
mod expand;
mod layers;
mod network;
mod parse;
mod stand_in;
mod syntax;
mod tensors;
#[cfg(test)]
mod tests;
mod words;

use proc_macro2::{TokenStream, TokenTree};

/// Called by `mlp::network!` with the path of the facade in front: `[$crate] description`.
#[proc_macro]
pub fn network(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let (krate, description) = facade_and_description(tokens.into());
    if let Some(selection) = conditions::select(&description, &krate) {
        return selection.into();
    }
    match parse::parse(description.clone()).and_then(check::check) {
        Ok(network) => expand::expand(&network, &krate),
        Err(errors) => stand_in::stand_in(errors, description),
    }
    .into()
}

/// The tensors of a hand-written layer, from its fields: `mlp::CustomLayer` shows how.
#[proc_macro_derive(Tensors, attributes(tensors, tensor))]
pub fn derive_tensors(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match syn::parse(input) {
        Ok(input) => tensors::derive(&input),
        Err(error) => error.into_compile_error(),
    }
    .into()
}

/// `[$crate] description` → the tokens of `$crate`, the tokens of the description.
fn facade_and_description(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = tokens.into_iter();
    let krate = match tokens.next() {
        Some(TokenTree::Group(facade)) => facade.stream(),
        _ => TokenStream::new(),
    };
    (krate, tokens.collect())
}
