//! `layer crate::Encoder;`

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

use super::terms::angles;
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::{LayerKind, Part};
use crate::syntax::punctuation::shown;
use crate::syntax::{ErrorReported, Parsed, Tokens};
use crate::words;

/// What follows the word `layer`.
pub(super) fn layer(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(no_type(tokens, head));
    }
    let mut path = TokenStream::new();
    path.extend(tokens.path_separator().into_iter().flatten());
    let Some(mut name) = tokens.word() else {
        return Err(no_word(tokens));
    };
    name.to_tokens(&mut path);
    let foreign = words::is_foreign_library(&name.to_string());
    foreign::no_foreign_layer(tokens, &name)?;
    generics(tokens, &mut path);
    while let Some(separator) = tokens.path_separator() {
        let Some(next) = tokens.word() else {
            let last = tokens.last();
            return Err(tokens.fail(last, "a path ends with a name, as in `crate::Encoder`"));
        };
        if next.to_string().starts_with(char::is_lowercase) && tokens.peek_group().is_some() {
            let message = format!("a layer is a type, without a call: write `layer {};`", written(&path));
            return Err(tokens.fail(next, message));
        }
        path.extend(separator);
        next.to_tokens(&mut path);
        name = next;
        generics(tokens, &mut path);
    }
    if foreign {
        foreign::no_foreign_layer(tokens, &name)?;
    }
    if name.to_string().starts_with(|first: char| first.is_lowercase() || first == '_') {
        let path = written(&path);
        let before = path.strip_suffix(&name.to_string()).unwrap_or_default();
        let message = format!("a layer is a type: write `layer {before}{};`", words::camel(&name.to_string()));
        return Err(tokens.fail(name, message));
    }
    nothing_behind(tokens, &path)?;
    Ok(head.layer(LayerKind::Part(Part { path, name })))
}

/// `Scale<64>`
fn generics(tokens: &mut Tokens, path: &mut TokenStream) {
    if tokens.peek_punct('<').is_some() {
        angles(tokens, path);
    }
}

/// `layer;`, `layer dense 64;`
fn no_type(tokens: &mut Tokens, head: &Head) -> ErrorReported {
    let message = match tokens.peek_word() {
        Some(keyword) => format!(
            "`layer` needs a type: write `layer Encoder;`, or leave out `layer` if you mean the `{keyword}` after it"
        ),
        None => "`layer` needs a type: write `layer Encoder;`".to_owned(),
    };
    let broken = tokens.fail(&head.keyword, message);
    tokens.word();
    broken
}

/// `layer 64 relu;`, `layer "Encoder";`
fn no_word(tokens: &mut Tokens) -> ErrorReported {
    let place = tokens.tree();
    let found = place.as_ref().map(shown).unwrap_or_default();
    let message = match &place {
        Some(TokenTree::Literal(literal)) => match Lit::new(literal.clone()) {
            Lit::Int(units) => format!("`layer` takes a type, not a size: write `dense {units};`"),
            Lit::Str(name) => {
                format!("a layer is a type, not a string: write `layer {};`", words::camel(&name.value()))
            }
            _ => format!("`layer` takes a type, not `{found}`: write `layer Encoder;`"),
        },
        _ => format!("`layer` takes a type, not `{found}`: write `layer Encoder;`"),
    };
    tokens.fail(place, message)
}

/// `layer Encoder 64;`, `layer Encoder(64);`, `layer Encoder relu;`
fn nothing_behind(tokens: &mut Tokens, path: &TokenStream) -> Parsed<()> {
    let path = written(path);
    match tokens.peek_tree().filter(|_| !tokens.at_end_of_statement() && !tokens.at_statement()) {
        Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None => {
            tokens.tree();
            Err(tokens.fail(group, format!("a layer is a type, without a value: write `layer {path};`")))
        }
        Some(TokenTree::Literal(size)) => {
            Err(tokens.fail(&size, format!("`{path}` has its own width: leave out `{size}`")))
        }
        Some(TokenTree::Ident(word)) if foreign::activation_like(&word.to_string()) => {
            Err(tokens.fail(&word, format!("`{path}` has its own activation: leave out `{word}`")))
        }
        Some(TokenTree::Punct(comma)) if comma.as_char() == ',' && !tokens.comma_for_semicolon() => {
            tokens.tree();
            let next = tokens.peek_tree().map(|next| shown(&next)).unwrap_or_default();
            Err(tokens.fail(comma, format!("a statement has one layer: write `layer {path}; layer {next};`")))
        }
        Some(TokenTree::Ident(word)) if tokens.peek_named() => {
            Err(tokens.fail(&word, format!("`{path}` is described where it is defined: leave out `{word}`")))
        }
        _ => Ok(()),
    }
}

/// A path as the user wrote it.
fn written(path: &TokenStream) -> String {
    path.to_string().replace(' ', "")
}
