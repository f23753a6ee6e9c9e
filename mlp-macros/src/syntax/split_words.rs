//! Words that were written in pieces: `sparse categorical`, `leaky-relu`, `weight-decay`.

use proc_macro2::Ident;
use syn::buffer::Cursor;

use super::tokens::Tokens;

/// What `known` says of the longest word that `first` makes with those behind it, and how many of these belong to it.
pub(crate) fn in_pieces<T>(behind: Cursor<'_>, first: &str, known: impl Fn(&str) -> Option<T>) -> Option<(T, usize)> {
    let (mut text, mut cursor, mut found) = (first.to_owned(), behind, None);
    for count in 1.. {
        cursor = after_hyphen(cursor).unwrap_or(cursor);
        let Some((next, after)) = cursor.ident() else { break };
        let whole = known(&format!("{text}_{next}")).or_else(|| known(&format!("{text}{next}")));
        found = whole.map(|whole| (whole, count)).or(found);
        text = format!("{text}_{next}");
        cursor = after;
    }
    found
}

/// [`in_pieces`] where spaces may separate other things: the first is followed by `-`.
pub(crate) fn hyphenated<T>(behind: Cursor<'_>, first: &str, known: impl Fn(&str) -> Option<T>) -> Option<(T, usize)> {
    after_hyphen(behind)?;
    in_pieces(behind, first, known)
}

/// Reads this number of pieces after the first.
pub(crate) fn skip(tokens: &mut Tokens, count: usize) {
    for _ in 0..count {
        tokens.punct('-');
        tokens.word();
    }
}

fn after_hyphen(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.punct().filter(|(sign, _)| sign.as_char() == '-').map(|(_, after)| after)
}

/// Reads `.ReLU` after `nn`, and returns the last name.
pub(crate) fn dotted(tokens: &mut Tokens) -> Option<Ident> {
    let mut last = None;
    while let Some((_, after)) = tokens.cursor().punct().filter(|(punct, _)| punct.as_char() == '.') {
        after.ident()?;
        tokens.punct('.');
        last = tokens.word().or(last);
    }
    last
}
