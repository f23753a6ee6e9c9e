//! A path that the user wrote appears once in the expansion, so that one misspelling is one error: a constant becomes
//! one of ours, its range checked, and the user's own activation a function.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::paths::{Paths, Reserved, local, shown};
use crate::network::{Number, Size, Word, WordKind};

pub(super) struct Hoisted<'a> {
    paths: &'a Paths,
    pub(super) reserved: Reserved,
    pub(super) items: TokenStream,
}

impl<'a> Hoisted<'a> {
    pub(super) fn new(paths: &'a Paths) -> Self {
        Self { paths, reserved: Reserved::default(), items: TokenStream::new() }
    }

    /// For items beside these.
    pub(super) fn beside(&self) -> Self {
        Self { paths: self.paths, reserved: self.reserved.clone(), items: TokenStream::new() }
    }

    /// A number of the description: the literal, or the constant's value with its range checked.
    pub(super) fn number(&mut self, place: &Ident, option: &str, number: &Number) -> TokenStream {
        if number.literal.is_some() {
            return number.tokens.clone();
        }
        let (tokens, span) = (&number.tokens, number.tokens.span());
        let Paths { private, .. } = self.paths.at(span);
        let constant = self.reserved.constant(place, option, Span::call_site());
        let value = match number.range.check() {
            Some(check) => {
                let check = format_ident!("{check}");
                quote_spanned!(span=> #private::check::#check(#option, #tokens))
            }
            None => tokens.clone(),
        };
        self.items.extend(quote_spanned!(span=> const #constant: ::core::primitive::f64 = #value;));
        quote!(#constant)
    }

    /// `batch` and `epochs`, where `least` may be known to rustc alone: a part that normalizes by the batch needs 2
    /// rows.
    pub(super) fn count(&mut self, what: &str, count: &Size, least: &TokenStream) -> TokenStream {
        let one = what == "batch" && count.literal == Some(1);
        if count.literal.is_some() && !one {
            return count.tokens.clone();
        }
        let (tokens, span) = (&count.tokens, count.tokens.span());
        let Paths { private, .. } = self.paths.at(span);
        let constant = self.reserved.constant(&format_ident!("{what}"), "count", Span::call_site());
        self.items.extend(quote_spanned! {span=>
            const #constant: ::core::primitive::usize = #tokens;
            const _: () = #private::check::size(#what, #constant, #least);
        });
        quote!(#constant)
    }

    /// An activation as a value.
    pub(super) fn activation<'w>(&mut self, field: &Ident, word: &'w Word) -> Activation<'w> {
        let value = match &word.kind {
            WordKind::Vocabulary(name) => self.vocabulary(field, &quote!(activation), name, &word.arguments),
            WordKind::Own(path) => {
                let Paths { krate, .. } = self.paths.at(path.span());
                let function = local(field, "activation");
                let own = own(path, &word.arguments);
                self.items.extend(quote_spanned! {path.span()=>
                    const fn #function() -> impl #krate::activation::Activation { #own }
                });
                quote!(#function())
            }
        };
        Activation { word, value }
    }

    /// A word of the vocabulary with its arguments: `::mlp::loss::huber(1.0)`.
    pub(super) fn vocabulary(
        &mut self,
        place: &Ident,
        module: &TokenStream,
        name: &Ident,
        arguments: &[Number],
    ) -> TokenStream {
        let krate = &self.paths.krate;
        if arguments.is_empty() {
            return quote!(#krate::#module::#name);
        }
        let word = name.to_string();
        let arguments: Vec<_> = arguments.iter().map(|argument| self.number(place, &word, argument)).collect();
        quote!(#krate::#module::#name(#(#arguments),*))
    }
}

/// An activation as the user wrote it, and as a value.
pub(super) struct Activation<'a> {
    pub(super) word: &'a Word,
    pub(super) value: TokenStream,
}

impl Activation<'_> {
    /// The value, unless it is the identity, which has no derivative to multiply by.
    pub(super) fn derivative(&self) -> Option<TokenStream> {
        (!self.word.is("linear")).then(|| self.value.clone())
    }

    /// The word in short: nothing for the identity.
    pub(super) fn detail(&self) -> String {
        if self.word.is("linear") { String::new() } else { self.word.shown() }
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
        self.vocabulary().is_some_and(|word| word == name)
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
