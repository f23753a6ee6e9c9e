//! Signs of more than one token, and tokens as messages show them.

use proc_macro2::{Delimiter, Spacing, TokenTree};
use syn::buffer::Cursor;

/// Whether `::` is at the cursor.
pub(super) fn is_path_separator(cursor: Cursor) -> bool {
    let first = cursor.punct().filter(|(first, _)| first.as_char() == ':' && first.spacing() == Spacing::Joint);
    first.and_then(|(_, after)| after.punct()).is_some_and(|(second, _)| second.as_char() == ':')
}

/// Whether `=` or `==`, but not `=>`, is at the cursor.
pub(super) fn is_equals(cursor: Cursor) -> bool {
    match cursor.punct() {
        Some((equals, after)) if equals.as_char() == '=' => {
            equals.spacing() == Spacing::Alone || after.punct().is_none_or(|(next, _)| next.as_char() != '>')
        }
        _ => false,
    }
}

/// A token as a message shows it: a group with its contents left out.
pub(super) fn shown(tree: &TokenTree) -> String {
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
