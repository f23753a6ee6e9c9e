//! `Tokens`: the reader of a description, which knows where it is, what it read last and what was wrong.

use std::fmt::Display;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;

use super::punctuation::{is_equals, is_path_separator, shown};
use crate::errors::Errors;

/// A statement cannot be parsed. The error is reported already, and parsing continues with the next statement.
pub(crate) struct ErrorReported;

/// What was read, or nothing after a reported error.
pub(crate) type Parsed<T> = Result<T, ErrorReported>;

/// The reader.
pub(crate) struct Tokens<'a> {
    cursor: Cursor<'a>,
    last: Option<TokenTree>,
    pub(super) comma_reported: bool,
    depth: usize,
    statements: usize,
    errors: Errors,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(cursor: Cursor<'a>) -> Self {
        Self { cursor, last: None, comma_reported: false, depth: 0, statements: 0, errors: Errors::default() }
    }

    pub(crate) fn into_errors(self) -> Errors {
        self.errors
    }

    /// Reports an error after which parsing can continue.
    pub(crate) fn error(&mut self, place: impl ToTokens, message: impl Display) {
        self.errors.at(place, message);
    }

    /// Reports an error that ends the statement.
    pub(crate) fn fail(&mut self, place: impl ToTokens, message: impl Display) -> ErrorReported {
        self.error(place, message);
        ErrorReported
    }

    /// How many errors there are.
    pub(crate) fn error_count(&self) -> usize {
        self.errors.count()
    }

    /// How many blocks are around.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The place ahead, to look at without reading.
    pub(crate) fn cursor(&self) -> Cursor<'a> {
        self.cursor
    }

    /// The token read last.
    pub(crate) fn last(&self) -> Option<TokenTree> {
        self.last.clone()
    }

    /// Whether nothing is left.
    pub(crate) fn at_end(&self) -> bool {
        self.cursor.token_tree().is_none()
    }

    /// Whether the statement's `;` or the end of all is ahead.
    pub(crate) fn at_end_of_statement(&self) -> bool {
        self.at_end() || self.peek_punct(';').is_some()
    }

    pub(crate) fn peek_word(&self) -> Option<Ident> {
        self.cursor.ident().map(|(word, _)| word)
    }

    pub(crate) fn peek_literal(&self) -> Option<Literal> {
        self.cursor.literal().map(|(literal, _)| literal)
    }

    pub(crate) fn peek_punct(&self, sign: char) -> Option<Punct> {
        self.cursor.punct().map(|(punct, _)| punct).filter(|punct| punct.as_char() == sign)
    }

    pub(crate) fn peek_tree(&self) -> Option<TokenTree> {
        self.cursor.token_tree().map(|(tree, _)| tree)
    }

    /// A group of round, square or curly brackets.
    pub(crate) fn peek_group(&self) -> Option<Group> {
        match self.peek_tree() {
            Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None => Some(group),
            _ => None,
        }
    }

    /// Whether `name =` or `name ==` is ahead, but not `name =>`.
    pub(crate) fn peek_named(&self) -> bool {
        self.cursor.ident().is_some_and(|(_, after)| is_equals(after))
    }

    pub(crate) fn word(&mut self) -> Option<Ident> {
        let (word, after) = self.cursor.ident()?;
        self.step(word.clone().into(), after);
        Some(word)
    }

    pub(crate) fn literal(&mut self) -> Option<Literal> {
        let (literal, after) = self.cursor.literal()?;
        self.step(literal.clone().into(), after);
        Some(literal)
    }

    pub(crate) fn punct(&mut self, sign: char) -> Option<Punct> {
        let (punct, after) = self.cursor.punct().filter(|(punct, _)| punct.as_char() == sign)?;
        self.step(punct.clone().into(), after);
        Some(punct)
    }

    /// `::`
    pub(crate) fn path_separator(&mut self) -> Option<[TokenTree; 2]> {
        if !is_path_separator(self.cursor) {
            return None;
        }
        let first = self.punct(':')?;
        let second = self.punct(':')?;
        Some([first.into(), second.into()])
    }

    /// `=`, also where it was written twice.
    pub(crate) fn equals(&mut self) -> Option<Punct> {
        if !is_equals(self.cursor) {
            return None;
        }
        let equals = self.punct('=');
        if let Some(second) = self.punct('=') {
            self.error(second, "one `=` is enough: leave out this one");
        }
        equals
    }

    /// Any token, with groups whole.
    pub(crate) fn tree(&mut self) -> Option<TokenTree> {
        let (tree, after) = self.cursor.token_tree()?;
        self.step(tree.clone(), after);
        Some(tree)
    }

    /// Reads inside a group that is ahead. Tokens that `read` does not consume are skipped.
    pub(crate) fn inside<T>(&mut self, delimiter: Delimiter, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let (inside, _, after) = self.cursor.group(delimiter)?;
        let group = self.peek_tree();
        self.cursor = inside;
        let result = read(self);
        self.cursor = after;
        self.last = group;
        Some(result)
    }

    /// Reads inside of a block `{ … }` that is ahead.
    pub(crate) fn block<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.depth += 1;
        let result = self.inside(Delimiter::Brace, read);
        self.depth -= 1;
        result
    }

    /// A new statement begins.
    pub(crate) fn begin_statement(&mut self) {
        self.comma_reported = false;
        self.statements += 1;
    }

    /// Whether this is the first statement, where others name their network.
    pub(crate) fn at_first_statement(&self) -> bool {
        self.statements <= 1
    }

    /// Reports the next token, where another one is needed.
    pub(crate) fn unexpected(&mut self, needs: &str, example: &str) -> ErrorReported {
        let place = self.tree();
        let found = place.as_ref().map(shown).unwrap_or_default();
        self.fail(place, format!("{needs}, but this is `{found}`: write `{example}`"))
    }

    fn step(&mut self, read: TokenTree, after: Cursor<'a>) {
        self.last = Some(read);
        self.cursor = after;
    }
}
