//! Attributes: statements can only have `#[cfg(…)]`, which is resolved before `parse`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;

use crate::syntax::{Parsed, Tokens, is_statement};

/// Reads the attributes ahead.
pub(super) fn attributes(tokens: &mut Tokens) -> TokenStream {
    let mut attributes = TokenStream::new();
    while let Some(sign) = tokens.punct('#') {
        sign.to_tokens(&mut attributes);
        attributes.extend(tokens.peek_group());
        if tokens.peek_group().is_some() {
            tokens.tree();
        }
    }
    attributes
}

/// `/// docs`, `#[inline]`, `#[cfg]`, `#[cfg_attr(…)]` in front of a statement.
pub(super) fn no_attributes(tokens: &mut Tokens) {
    let Some((attribute, _)) = attribute(tokens.cursor()) else {
        if tokens.peek_punct('#').is_some() {
            let sign = attributes(tokens);
            tokens.error(sign, "did not expect `#` here: a comment begins with `//`");
        }
        return;
    };
    let mut trees = attribute.stream().into_iter();
    let name = match trees.next() {
        Some(TokenTree::Ident(name)) => name.to_string(),
        _ => String::new(),
    };
    let conditions = match trees.next() {
        Some(TokenTree::Group(conditions)) => conditions.stream(),
        _ => TokenStream::new(),
    };
    let place = attributes(tokens);
    let message = match name.as_str() {
        "doc" => "docs and attributes belong to the header `struct Name;`: write a comment with `//`".to_owned(),
        "cfg" if tokens.at_end() => {
            "`#[cfg(…)]` goes in front of a statement, and none follows: leave it out".to_owned()
        }
        "cfg" if conditions.is_empty() => "`#[cfg]` needs a condition: write `#[cfg(feature = \"large\")]`".to_owned(),
        "cfg" => format!("`#[cfg]` takes one condition: write `#[cfg(all({conditions}))]`"),
        "cfg_attr" => {
            "`#[cfg_attr]` adds attributes, and a statement has none: write `#[cfg(…)]` to choose the statement"
                .to_owned()
        }
        _ => format!("a statement has no attribute but `#[cfg(…)]`: leave out `#[{name}]`"),
    };
    tokens.error(place, message);
}

/// `dense 64 #[cfg(a)] relu;`, also among `classes`.
pub(super) fn none_inside(tokens: &mut Tokens) -> Parsed<()> {
    let mut cursor = tokens.cursor();
    while let Some((tree, after)) = cursor.token_tree() {
        if matches!(&tree, TokenTree::Punct(end) if end.as_char() == ';') || is_statement(cursor) {
            break;
        }
        if let Some((attribute, _)) = attribute(cursor) {
            return Err(tokens.fail(
                attribute,
                "an attribute goes in front of a whole statement: write the statement twice, under `#[cfg(a)]` and \
                 under `#[cfg(not(a))]`",
            ));
        }
        cursor = after;
    }
    Ok(())
}

/// `[…]` of `#[…]`.
fn attribute(cursor: Cursor) -> Option<(Group, Cursor)> {
    let (_, after) = cursor.punct().filter(|(sign, _)| sign.as_char() == '#')?;
    match after.token_tree()? {
        (TokenTree::Group(group), behind) if group.delimiter() == Delimiter::Bracket => Some((group, behind)),
        _ => None,
    }
}
