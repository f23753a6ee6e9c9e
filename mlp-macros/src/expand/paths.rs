//! How the expansion names things, so that nothing in the user's scope can take a name's place: items and primitives
//! by their full paths, and whatever the expansion itself binds or declares by a reserved name, with two underscores in
//! front. (Hygiene does not help: a constant `x` in scope makes a pattern of every binding `x`.) Inherent methods are
//! called on references of their kind, `(&self.dense1).forward(…)`: on a value, a trait in scope whose method takes
//! `self` would come first.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The paths in front of all names.
pub(super) struct Paths {
    /// The facade, for what users hold as well.
    pub(super) krate: TokenStream,
    /// What only the expansion names: `__private`, which each block of the expansion imports, and elsewhere the path.
    pub(super) private: TokenStream,
    full_private: TokenStream,
    /// The type of the network's numbers.
    pub(super) scalar: TokenStream,
    /// `f32` or `f64`.
    pub(super) dtype: String,
}

impl Paths {
    pub(super) fn new(krate: &TokenStream, scalar: &Ident) -> Self {
        Self {
            krate: krate.clone(),
            private: quote!(__private),
            full_private: quote!(#krate::__private),
            scalar: quote!(::core::primitive::#scalar),
            dtype: scalar.to_string(),
        }
    }

    /// The same, located where errors should stand; they still resolve where they came from.
    pub(super) fn at(&self, span: Span) -> Self {
        let [krate, private, scalar] = [&self.krate, &self.full_private, &self.scalar].map(|path| located(path, span));
        Self { krate, full_private: private.clone(), private, scalar, dtype: self.dtype.clone() }
    }

    /// The import of `__private`.
    pub(super) fn import(&self) -> TokenStream {
        let private = &self.full_private;
        quote!(use #private;)
    }

    /// The type of a row.
    pub(super) fn row(&self, width: &TokenStream) -> TokenStream {
        let scalar = &self.scalar;
        quote!([#scalar; #width])
    }
}

fn located(path: &TokenStream, span: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(token.span().located_at(span));
        token
    };
    path.clone().into_iter().map(located).collect()
}

/// The reserved names of constants and functions that are made of the user's labels.
#[derive(Clone, Default)]
pub(super) struct Reserved(HashSet<String>);

impl Reserved {
    /// A constant: of `hidden` and `width`, `__HIDDEN_WIDTH`. Labels that differ only in case, such as `maße` and
    /// `masse`, get a number.
    pub(super) fn constant(&mut self, field: &Ident, what: &str, span: Span) -> Ident {
        let name = format!("__{}_{}", field_name(field).to_uppercase(), what.to_uppercase());
        let mut free = name.clone();
        let mut number = 1;
        while !self.0.insert(free.clone()) {
            number += 1;
            free = format!("{name}_{number}");
        }
        Ident::new(&free, span)
    }
}

/// The local variable, or the function, that belongs to a field: `__dense1_row`.
pub(super) fn local(field: &Ident, what: &str) -> Ident {
    format_ident!("__{}_{what}", field_name(field))
}

/// A field's name in paths and files.
pub(super) fn field_name(field: &Ident) -> String {
    field.to_string().trim_start_matches("r#").to_owned()
}

/// Tokens as a person would write them.
pub(super) fn shown(tokens: &TokenStream) -> String {
    tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" (", "(").replace(" . ", ".")
}
