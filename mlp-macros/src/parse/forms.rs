//! The table of statements: a keyword, how it is written, and the function that reads the rest of it.

use proc_macro2::Ident;
use syn::buffer::Cursor;

use super::label::is_label_sign;
use super::tokens::{Parsed, Tokens, is_equals, is_path_separator};
use super::{Head, dense, simple, training};
use crate::description::Kind;

/// A kind of statement.
pub(super) struct Form {
    /// Its first word.
    pub(super) keyword: &'static str,
    /// How it is written.
    pub(super) example: &'static str,
    /// Whether a label may stand in front.
    pub(super) labelled: bool,
    /// Reads what follows the keyword, up to the `;`.
    pub(super) parse: fn(&mut Tokens, &Head) -> Parsed<Kind>,
}

const FORMS: &[Form] = &[
    form("input", "input 784;", simple::input),
    Form { keyword: "dense", example: "dense 128 relu;", labelled: true, parse: dense::dense },
    form("dropout", "dropout 0.2;", simple::dropout),
    form("loss", "loss sparse_categorical;", training::loss),
    form("optimizer", "optimizer adam lr=1e-3;", training::optimizer),
    form("batch", "batch 32;", simple::batch),
    form("epochs", "epochs 10;", simple::epochs),
    form("dtype", "dtype f64;", simple::dtype),
];

/// Statements of a later version, and what to do until then.
const LATER: &[(&str, &str)] = &[
    ("standardize", "leave it out, and standardise the rows themselves"),
    ("batch_norm", "leave it out"),
    ("layer_norm", "leave it out"),
    ("residual", "write its layers one after the other"),
    ("layer", "write the layer itself, as in `dense 128 relu;`"),
    ("classes", "leave it out, targets are the numbers of the classes"),
    ("schedule", "leave it out, and write `lr=1e-3` at the `optimizer`"),
    ("weights", "leave it out, and call `load` when the program starts"),
];

const fn form(keyword: &'static str, example: &'static str, parse: fn(&mut Tokens, &Head) -> Parsed<Kind>) -> Form {
    Form { keyword, example, labelled: false, parse }
}

/// The form of a keyword.
pub(super) fn find(word: &Ident) -> Option<&'static Form> {
    FORMS.iter().find(|form| word == form.keyword)
}

/// What to do until a later version has this statement.
pub(super) fn later(keyword: &str) -> Option<&'static str> {
    LATER.iter().find(|(later, _)| *later == keyword).map(|(_, instead)| *instead)
}

/// How the statement of a keyword is written.
pub(super) fn example(keyword: &str) -> &'static str {
    FORMS.iter().find(|form| form.keyword == keyword).map_or("dense 128 relu;", |form| form.example)
}

/// The keywords of this version.
pub(super) fn available() -> impl Iterator<Item = &'static str> {
    FORMS.iter().map(|form| form.keyword)
}

/// Every keyword, those of a later version too.
pub(super) fn keywords() -> impl Iterator<Item = &'static str> {
    available().chain(LATER.iter().map(|(later, _)| *later))
}

/// Whether the word is a keyword, perhaps of a later version.
pub(super) fn is_keyword(word: &Ident) -> bool {
    keywords().any(|keyword| word == keyword)
}

/// Whether `label? keyword` is at the cursor.
pub(super) fn starts(cursor: Cursor) -> bool {
    let Some((word, after)) = cursor.ident() else {
        return false;
    };
    if is_label_sign(after) {
        let behind_label = after.punct().and_then(|(_, next)| next.ident());
        return is_keyword(&word) || behind_label.is_some_and(|(next, _)| is_keyword(&next));
    }
    is_keyword(&word) && !is_equals(after) && !is_path_separator(after)
}
