//! The collector of errors: a step reports all its errors, then stops.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The errors of one step, in the order of the source.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// Reports an error at the tokens that are wrong.
    pub(crate) fn at(&mut self, place: impl ToTokens, message: impl Display) {
        self.0.push(syn::Error::new_spanned(place, message));
    }

    /// Reports an error of syn.
    pub(crate) fn add(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The outcome of a step: its result, or all its errors.
    pub(crate) fn finish<T>(self, made: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(made) } else { Err(self) }
    }

    /// Errors → one `compile_error!` each.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.into_each().collect()
    }

    /// The `compile_error!` of each error.
    pub(crate) fn into_each(self) -> impl Iterator<Item = TokenStream> {
        self.0.into_iter().flatten().map(syn::Error::into_compile_error)
    }

    /// The message of each error.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}
