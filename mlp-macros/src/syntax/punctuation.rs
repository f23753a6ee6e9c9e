//! Signs of more than one token, and tokens as messages show them.

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};
use syn::buffer::Cursor;

/// Whether `::` is at the cursor.
pub(crate) fn is_path_separator(cursor: Cursor) -> bool {
    let first = cursor.punct().filter(|(first, _)| first.as_char() == ':' && first.spacing() == Spacing::Joint);
    first.and_then(|(_, after)| after.punct()).is_some_and(|(second, _)| second.as_char() == ':')
}

/// Whether `=` or `==`, but not `=>`, is at the cursor.
pub(crate) fn is_equals(cursor: Cursor) -> bool {
    match cursor.punct() {
        Some((equals, after)) if equals.as_char() == '=' => {
            equals.spacing() == Spacing::Alone || after.punct().is_none_or(|(next, _)| next.as_char() != '>')
        }
        _ => false,
    }
}

/// Whether one `:` is at the cursor.
pub(crate) fn is_label_sign(cursor: Cursor) -> bool {
    !is_path_separator(cursor) && cursor.punct().is_some_and(|(punct, _)| punct.as_char() == ':')
}

/// `+ - * / % & | ^ << >>`, but not `->` or `+=`.
pub(crate) fn is_operator(cursor: Cursor) -> bool {
    let Some((sign, after)) = cursor.punct() else {
        return false;
    };
    let next = after.punct().map(|(next, _)| next.as_char()).filter(|_| sign.spacing() == Spacing::Joint);
    match sign.as_char() {
        '<' | '>' => next == Some(sign.as_char()),
        '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' => !matches!(next, Some('=' | '>' | '|')),
        _ => false,
    }
}

/// A token as a message shows it: a group with its contents left out.
pub(crate) fn shown(tree: &TokenTree) -> String {
    match tree {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "(…)".to_owned(),
            Delimiter::Brace => "{…}".to_owned(),
            Delimiter::Bracket => "[…]".to_owned(),
            Delimiter::None => group.stream().to_string(),
        },
        other => other.to_string(),
    }
}

/// A literal or a word that is the only token of a group.
pub(crate) fn lone_token(group: &Group) -> Option<TokenTree> {
    let mut inside = group.stream().into_iter();
    match (inside.next(), inside.next()) {
        (Some(tree @ (TokenTree::Literal(_) | TokenTree::Ident(_))), None) => Some(tree),
        _ => None,
    }
}
