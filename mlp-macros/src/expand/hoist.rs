//! What the user wrote as a path stands once in the expansion, so that one misspelling is one error: a constant becomes
//! one of ours, its range checked, and the user's own activation a function.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::plan::{at, field_name, shown};
use crate::network::{Dense, Number, Size, Word, WordKind};

pub(super) struct Hoisted<'a> {
    krate: &'a TokenStream,
    pub(super) items: TokenStream,
}

impl<'a> Hoisted<'a> {
    pub(super) fn new(krate: &'a TokenStream) -> Self {
        Self { krate, items: TokenStream::new() }
    }

    /// A number of the description: the literal, or the constant's value with its range checked.
    pub(super) fn number(&mut self, place: &Ident, option: &str, number: &Number) -> TokenStream {
        if number.literal.is_some() {
            return number.tokens.clone();
        }
        let (tokens, span) = (&number.tokens, number.tokens.span());
        let krate = at(self.krate, span);
        let constant = format_ident!("__{}_{}", field_name(place).to_uppercase(), option.to_uppercase());
        let value = match number.range.check() {
            Some(check) => {
                let check = format_ident!("{check}");
                quote_spanned!(span=> #krate::check::#check(#option, #tokens))
            }
            None => tokens.clone(),
        };
        self.items.extend(quote_spanned!(span=> const #constant: f64 = #value;));
        quote!(#constant)
    }

    /// `batch` and `epochs`, where `least` may be known to rustc alone: a part that normalises by the batch needs 2
    /// rows.
    pub(super) fn count(&mut self, what: &str, count: &Size, least: &TokenStream) -> TokenStream {
        let one = what == "batch" && count.literal == Some(1);
        if count.literal.is_some() && !one {
            return count.tokens.clone();
        }
        let (tokens, span) = (&count.tokens, count.tokens.span());
        let krate = at(self.krate, span);
        let constant = format_ident!("__{}", what.to_uppercase());
        self.items.extend(quote_spanned! {span=>
            const #constant: usize = #tokens;
            const _: () = #krate::check::size(#what, #constant, #least);
        });
        quote!(#constant)
    }

    /// An activation as a value.
    pub(super) fn activation(&mut self, field: &Ident, word: &Word) -> TokenStream {
        match &word.kind {
            WordKind::Vocabulary(name) => self.vocabulary(field, &quote!(activation), name, &word.arguments),
            WordKind::Own(path) => {
                let krate = at(self.krate, path.span());
                let function = format_ident!("__{field}");
                let own = own(path, &word.arguments);
                self.items.extend(quote_spanned! {path.span()=>
                    const fn #function() -> impl #krate::activation::Activation { #own }
                });
                quote!(#function())
            }
        }
    }

    /// A word of the vocabulary with its arguments: `::mlp::loss::huber(1.0)`.
    pub(super) fn vocabulary(
        &mut self,
        place: &Ident,
        module: &TokenStream,
        name: &Ident,
        arguments: &[Number],
    ) -> TokenStream {
        let krate = self.krate;
        if arguments.is_empty() {
            return quote!(#krate::#module::#name);
        }
        let word = name.to_string();
        let arguments: Vec<_> = arguments.iter().map(|argument| self.number(place, &word, argument)).collect();
        quote!(#krate::#module::#name(#(#arguments),*))
    }

    /// The factors of the penalties `l1` and `l2`, if there is one.
    pub(super) fn penalty(&mut self, field: &Ident, dense: &Dense) -> Option<(TokenStream, TokenStream)> {
        if dense.l1.is_none() && dense.l2.is_none() {
            return None;
        }
        let mut factor = |option: &str, number: &Option<Number>| match number {
            Some(number) => self.number(field, option, number),
            None => quote!(0.0),
        };
        Some((factor("l1", &dense.l1), factor("l2", &dense.l2)))
    }
}

/// The user's own value: the path with its arguments.
pub(super) fn own(path: &TokenStream, arguments: &[Number]) -> TokenStream {
    let arguments: Vec<_> = arguments.iter().map(|argument| &argument.tokens).collect();
    if arguments.is_empty() { path.clone() } else { quote!(#path(#(#arguments),*)) }
}

impl Word {
    /// Whether this is the vocabulary word `name`.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(&self.kind, WordKind::Vocabulary(word) if word == name)
    }

    /// As a person would write it.
    pub(super) fn shown(&self) -> String {
        let name = match &self.kind {
            WordKind::Vocabulary(word) => word.to_string(),
            WordKind::Own(path) => shown(path),
        };
        if self.arguments.is_empty() {
            return name;
        }
        let arguments: Vec<_> = self.arguments.iter().map(|argument| shown(&argument.tokens)).collect();
        format!("{name}({})", arguments.join(", "))
    }
}
