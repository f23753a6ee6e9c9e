//! Where the next statement begins: parsing continues there after a mistake.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::buffer::Cursor;

use super::punctuation::{is_equals, is_label_sign, is_path_separator, shown};
use super::tokens::Tokens;
use crate::words;

impl Tokens<'_> {
    /// Whether the next statement begins here.
    pub(crate) fn at_statement(&self) -> bool {
        is_statement(self.cursor())
    }

    /// Commas between the parts of a statement are one mistake, however many there are; one in the place of the `;`
    /// is left to the end of the statement.
    pub(crate) fn commas(&mut self) {
        while let Some(comma) = self.peek_punct(',').filter(|_| !self.comma_for_semicolon()) {
            let before = self.last();
            self.punct(',');
            if std::mem::replace(&mut self.comma_reported, true) {
                continue;
            }
            match (before, self.peek_tree()) {
                (Some(before), Some(after)) if !self.at_end_of_statement() => {
                    let option = if self.peek_named() { "=…" } else { "" };
                    self.error(comma, format!("no comma here: write `{} {}{option}`", shown(&before), shown(&after)));
                }
                _ => self.error(comma, "no comma here: a statement ends with `;` alone"),
            }
        }
    }

    /// Whether a comma is ahead in place of the `;`.
    pub(crate) fn comma_for_semicolon(&self) -> bool {
        let behind = self.cursor().punct().filter(|(comma, _)| comma.as_char() == ',').map(|(_, behind)| behind);
        behind
            .is_some_and(|behind| is_statement(behind) || behind.token_tree().is_none() || looks_like_statement(behind))
    }

    /// Goes to the next statement: after a `;`, after `{ … }`, or before `label? keyword`.
    pub(crate) fn resume(&mut self) {
        while !self.at_end() && !self.at_statement() {
            match self.tree() {
                Some(TokenTree::Punct(punct)) if punct.as_char() == ';' => return,
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.punct(';');
                    return;
                }
                _ => {}
            }
        }
    }
}

/// Whether `attribute* label? keyword` is at the cursor.
pub(crate) fn is_statement(mut cursor: Cursor) -> bool {
    while let Some((_, after)) = cursor.punct().filter(|(sign, _)| sign.as_char() == '#') {
        let Some((_, _, behind)) = after.group(Delimiter::Bracket) else { return false };
        cursor = behind;
    }

    let Some((word, after)) = cursor.ident() else {
        return false;
    };
    let keyword = words::is_keyword(&word.to_string());
    if is_label_sign(after) {
        let behind_label = after.punct().and_then(|(_, next)| next.ident());
        return keyword || behind_label.is_some_and(|(next, _)| words::is_keyword(&next.to_string()));
    }
    keyword && !is_equals(after) && !is_path_separator(after)
}

/// Whether a statement begins here whose keyword is misspelt or foreign: `Dropout(0.2)`, `dens 10`.
pub(crate) fn looks_like_statement(cursor: Cursor) -> bool {
    let Some((word, after)) = cursor.ident() else {
        return false;
    };
    if is_label_sign(after) {
        return after.punct().is_some_and(|(_, behind)| !is_label_sign(behind) && looks_like_statement(behind));
    }
    let text = word.to_string();
    let goes_on = after.ident().is_some() || after.literal().is_some() || after.group(Delimiter::Parenthesis).is_some();
    goes_on && (words::keyword_for(&text).is_some() || words::nearest_keyword(&text).is_some())
}

/// The tokens up to the `;` or the next statement.
pub(crate) fn rest_of_statement(mut cursor: Cursor) -> TokenStream {
    let mut rest = TokenStream::new();
    while let Some((tree, after)) = cursor.token_tree() {
        if matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ';') || is_statement(cursor) {
            break;
        }
        rest.extend([tree]);
        cursor = after;
    }
    rest
}
