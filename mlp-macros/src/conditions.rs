//! `#[cfg(…)]` on statements: rustc chooses between the description with them and the one without.
//!
//! Only rustc knows which conditions hold. It is asked again for each further condition in the remaining description.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::buffer::{Cursor, TokenBuffer};

use crate::syntax::is_statement;
use crate::syntax::punctuation::is_label_sign;

/// `cfg_select!` with both descriptions, for the first condition of a statement; `None` if no statement has one.
pub(crate) fn select(description: &TokenStream, krate: &TokenStream) -> Option<TokenStream> {
    let buffer = TokenBuffer::new2(description.clone());
    let condition = first_condition(buffer.begin())?;
    let text = condition.to_string();
    let with = resolve(buffer.begin(), &text, true);
    let without = resolve(buffer.begin(), &text, false);
    Some(quote! {
        ::core::cfg_select! {
            #condition => { #krate::__network! { [#krate] #with } }
            _ => { #krate::__network! { [#krate] #without } }
        }
    })
}

/// The first condition of a statement, those in blocks too.
fn first_condition(mut cursor: Cursor) -> Option<TokenStream> {
    let mut place = Place::default();
    loop {
        if let Some((condition, _)) = place.condition(cursor) {
            return Some(condition);
        }
        let (tree, after) = cursor.token_tree()?;
        if let Some(block) = place.step(&tree)
            && let Some(condition) = first_condition(TokenBuffer::new2(block.stream()).begin())
        {
            return Some(condition);
        }
        cursor = after;
    }
}

/// The description where a condition holds or does not: its statements without their condition, or left out.
fn resolve(mut cursor: Cursor, condition: &str, holds: bool) -> TokenStream {
    let (mut left, mut place) = (TokenStream::new(), Place::default());
    loop {
        if let Some((found, after)) = place.condition(cursor)
            && found.to_string() == condition
        {
            cursor = if holds { after } else { behind_statement(after) };
            continue;
        }
        let Some((tree, after)) = cursor.token_tree() else { return left };
        let resolved = place.step(&tree).map(|block| {
            let inside = resolve(TokenBuffer::new2(block.stream()).begin(), condition, holds);
            let mut resolved = Group::new(Delimiter::Brace, inside);
            resolved.set_span(block.span());
            TokenTree::from(resolved)
        });
        left.extend([resolved.unwrap_or(tree)]);
        cursor = after;
    }
}

/// Where in a statement the reader is.
#[derive(Default)]
struct Place {
    /// Whether some of it has been read that is not an attribute.
    inside: bool,
    /// Whether the word `residual` has been read, whose block follows.
    residual: bool,
}

impl Place {
    /// `P` of `#[cfg(P)]` in front of a statement, and what follows the attribute.
    fn condition<'c>(&self, cursor: Cursor<'c>) -> Option<(TokenStream, Cursor<'c>)> {
        let (attribute, after) = attribute(cursor)?;
        let condition = condition(attribute)?;
        let mut behind = after;
        while let Some((_, after)) = self::attribute(behind) {
            behind = after;
        }
        // Before a `struct` it is the header's, which keeps it.
        let header = behind.ident().is_some_and(|(word, _)| word == "struct" || word == "pub");
        let statement = if self.inside { is_statement(behind) } else { behind.ident().is_some() };
        (statement && !header).then_some((condition, after))
    }

    /// Skips a token; returns the block of a `residual`.
    fn step<'t>(&mut self, tree: &'t TokenTree) -> Option<&'t Group> {
        match tree {
            TokenTree::Punct(end) if end.as_char() == ';' => *self = Self::default(),
            TokenTree::Punct(sign) if sign.as_char() == '#' => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && self.residual => {
                *self = Self::default();
                return Some(group);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {}
            TokenTree::Ident(word) => *self = Self { inside: true, residual: self.residual || word == "residual" },
            _ => self.inside = true,
        }
        None
    }
}

/// `[…]` of `#[…]`.
fn attribute(cursor: Cursor) -> Option<(Cursor, Cursor)> {
    let (_, after) = cursor.punct().filter(|(sign, _)| sign.as_char() == '#')?;
    let (inside, _, after) = after.group(Delimiter::Bracket)?;
    Some((inside, after))
}

/// `P` of `cfg(P)`, one condition.
fn condition(attribute: Cursor) -> Option<TokenStream> {
    let (_, after) = attribute.ident().filter(|(name, _)| name == "cfg")?;
    let (inside, _, end) = after.group(Delimiter::Parenthesis)?;
    let mut trees: Vec<TokenTree> = inside.token_stream().into_iter().collect();
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(comma) if comma.as_char() == ',');
    if trees.last().is_some_and(is_comma) {
        trees.pop();
    }
    let one = end.eof() && !trees.is_empty() && !trees.iter().any(is_comma);
    one.then(|| trees.into_iter().collect())
}

/// The position after a statement and its attributes: after its `;` or its block, or where the next one begins.
fn behind_statement(mut cursor: Cursor) -> Cursor {
    while let Some((_, after)) = attribute(cursor) {
        cursor = after;
    }
    if let Some((_, after)) = cursor.ident().filter(|(_, after)| is_label_sign(*after)) {
        cursor = after.punct().map_or(after, |(_, behind)| behind);
    }
    let (mut place, mut first) = (Place::default(), true);
    while let Some((tree, after)) = cursor.token_tree() {
        if !first && is_statement(cursor) {
            return cursor;
        }
        first = false;
        if place.step(&tree).is_some() {
            return after.punct().filter(|(end, _)| end.as_char() == ';').map_or(after, |(_, behind)| behind);
        }
        cursor = after;
        if matches!(&tree, TokenTree::Punct(end) if end.as_char() == ';') {
            return cursor;
        }
    }
    cursor
}
