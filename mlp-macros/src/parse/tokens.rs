//! `Tokens`: the reader of a description, which knows where it is, what it read last and what was wrong.

use std::fmt::Display;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;

use super::sign::{is_equals, is_path_separator, shown};
use super::{foreign, forms};
use crate::errors::Errors;

/// A statement is wrong beyond repair; the error is reported already, reading goes on with the next one.
pub(super) struct Broken;

/// What was read, or nothing after a reported error.
pub(super) type Parsed<T> = Result<T, Broken>;

/// The reader.
pub(super) struct Tokens<'a> {
    cursor: Cursor<'a>,
    last: Option<TokenTree>,
    comma_reported: bool,
    depth: usize,
    statements: usize,
    errors: Errors,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(cursor: Cursor<'a>) -> Self {
        Self { cursor, last: None, comma_reported: false, depth: 0, statements: 0, errors: Errors::default() }
    }

    pub(super) fn into_errors(self) -> Errors {
        self.errors
    }

    /// Reports an error after which reading can go on.
    pub(super) fn error(&mut self, place: impl ToTokens, message: impl Display) {
        self.errors.at(place, message);
    }

    /// Reports an error that ends the statement.
    pub(super) fn fail(&mut self, place: impl ToTokens, message: impl Display) -> Broken {
        self.error(place, message);
        Broken
    }

    /// How many errors there are.
    pub(super) fn error_count(&self) -> usize {
        self.errors.count()
    }

    /// How many blocks are around.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The place ahead, to look at without reading.
    pub(super) fn cursor(&self) -> Cursor<'a> {
        self.cursor
    }

    /// The token read last.
    pub(super) fn last(&self) -> Option<TokenTree> {
        self.last.clone()
    }

    /// Whether nothing is left.
    pub(super) fn at_end(&self) -> bool {
        self.cursor.token_tree().is_none()
    }

    /// Whether the statement's `;` or the end of all is ahead.
    pub(super) fn at_end_of_statement(&self) -> bool {
        self.at_end() || self.peek_punct(';').is_some()
    }

    /// Whether the next statement begins here.
    pub(super) fn at_statement(&self) -> bool {
        forms::starts(self.cursor)
    }

    pub(super) fn peek_word(&self) -> Option<Ident> {
        self.cursor.ident().map(|(word, _)| word)
    }

    pub(super) fn peek_literal(&self) -> Option<Literal> {
        self.cursor.literal().map(|(literal, _)| literal)
    }

    pub(super) fn peek_punct(&self, sign: char) -> Option<Punct> {
        self.cursor.punct().map(|(punct, _)| punct).filter(|punct| punct.as_char() == sign)
    }

    pub(super) fn peek_tree(&self) -> Option<TokenTree> {
        self.cursor.token_tree().map(|(tree, _)| tree)
    }

    /// A group of round, square or curly brackets.
    pub(super) fn peek_group(&self) -> Option<Group> {
        match self.peek_tree() {
            Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None => Some(group),
            _ => None,
        }
    }

    /// Whether `name =` or `name ==` is ahead, but not `name =>`.
    pub(super) fn peek_named(&self) -> bool {
        self.cursor.ident().is_some_and(|(_, after)| is_equals(after))
    }

    pub(super) fn word(&mut self) -> Option<Ident> {
        let (word, after) = self.cursor.ident()?;
        self.step(word.clone().into(), after);
        Some(word)
    }

    pub(super) fn literal(&mut self) -> Option<Literal> {
        let (literal, after) = self.cursor.literal()?;
        self.step(literal.clone().into(), after);
        Some(literal)
    }

    pub(super) fn punct(&mut self, sign: char) -> Option<Punct> {
        let (punct, after) = self.cursor.punct().filter(|(punct, _)| punct.as_char() == sign)?;
        self.step(punct.clone().into(), after);
        Some(punct)
    }

    /// `::`
    pub(super) fn path_separator(&mut self) -> Option<[TokenTree; 2]> {
        if !is_path_separator(self.cursor) {
            return None;
        }
        let first = self.punct(':')?;
        let second = self.punct(':')?;
        Some([first.into(), second.into()])
    }

    /// `=`, also where it was written twice.
    pub(super) fn equals(&mut self) -> Option<Punct> {
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
    pub(super) fn tree(&mut self) -> Option<TokenTree> {
        let (tree, after) = self.cursor.token_tree()?;
        self.step(tree.clone(), after);
        Some(tree)
    }

    /// Reads inside of a group that is ahead; what `read` leaves is left out.
    pub(super) fn inside<T>(&mut self, delimiter: Delimiter, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let (inside, _, after) = self.cursor.group(delimiter)?;
        let group = self.peek_tree();
        self.cursor = inside;
        let result = read(self);
        self.cursor = after;
        self.last = group;
        Some(result)
    }

    /// Reads inside of a block `{ … }` that is ahead.
    pub(super) fn block<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.depth += 1;
        let result = self.inside(Delimiter::Brace, read);
        self.depth -= 1;
        result
    }

    /// Commas between the parts of a statement are one mistake, however many there are; one in the place of the `;`
    /// is left to the end of the statement.
    pub(super) fn commas(&mut self) {
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

    /// Whether a comma is ahead that stands in the place of the `;`.
    pub(super) fn comma_for_semicolon(&self) -> bool {
        let behind = self.cursor.punct().filter(|(comma, _)| comma.as_char() == ',').map(|(_, behind)| behind);
        behind.is_some_and(|behind| {
            forms::starts(behind) || behind.token_tree().is_none() || foreign::looks_like_statement(behind)
        })
    }

    /// A new statement begins.
    pub(super) fn begin_statement(&mut self) {
        self.comma_reported = false;
        self.statements += 1;
    }

    /// Whether this is the first statement, where others name their network.
    pub(super) fn at_first_statement(&self) -> bool {
        self.statements <= 1
    }

    /// Goes to the next statement: after a `;`, after `{ … }`, or before `label? keyword`.
    pub(super) fn resume(&mut self) {
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

    fn step(&mut self, read: TokenTree, after: Cursor<'a>) {
        self.last = Some(read);
        self.cursor = after;
    }
}
