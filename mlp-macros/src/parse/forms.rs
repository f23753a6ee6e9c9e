//! The table of statements: a keyword, how it is written, and the function that reads the rest of it.

use proc_macro2::Ident;
use syn::buffer::Cursor;

use super::label::is_label_sign;
use super::sign::{is_equals, is_path_separator};
use super::tokens::{Parsed, Tokens};
use super::{Head, classes, dense, norm, part, residual, schedule, simple, training};
use crate::description::Kind;

type Parse = fn(&mut Tokens, &Head) -> Parsed<Kind>;

/// A kind of statement.
pub(super) struct Form {
    /// Its first word.
    pub(super) keyword: &'static str,
    /// How it is written.
    pub(super) example: &'static str,
    /// Whether it is a layer, which may stand in a residual block.
    pub(super) layer: bool,
    /// Whether a label may stand in front.
    pub(super) labelled: bool,
    /// Reads what follows the keyword, up to the `;`.
    pub(super) parse: Parse,
}

const FORMS: &[Form] = &[
    form("input", "input 784;", simple::input),
    form("standardize", "standardize;", simple::standardize),
    layer("dense", "dense 128 relu;", dense::dense),
    Form { labelled: false, ..layer("dropout", "dropout 0.2;", simple::dropout) },
    layer("batch_norm", "batch_norm relu;", norm::batch_norm),
    layer("layer_norm", "layer_norm relu;", norm::layer_norm),
    Form { labelled: false, ..layer("residual", residual::EXAMPLE, residual::residual) },
    layer("layer", "layer Encoder;", part::part),
    form("loss", "loss sparse_categorical;", training::loss),
    form("classes", "classes Shirt, Bag;", classes::classes),
    form("optimizer", "optimizer adam lr=1e-3;", training::optimizer),
    form("schedule", "schedule cosine;", schedule::schedule),
    form("batch", "batch 32;", simple::batch),
    form("epochs", "epochs 10;", simple::epochs),
    form("dtype", "dtype f64;", simple::dtype),
    form("weights", "weights \"digits.safetensors\";", simple::weights),
];

const fn form(keyword: &'static str, example: &'static str, parse: Parse) -> Form {
    Form { keyword, example, layer: false, labelled: false, parse }
}

const fn layer(keyword: &'static str, example: &'static str, parse: Parse) -> Form {
    Form { keyword, example, layer: true, labelled: true, parse }
}

/// The form of a keyword.
pub(super) fn find(word: &Ident) -> Option<&'static Form> {
    FORMS.iter().find(|form| word == form.keyword)
}

/// How the statement of a keyword is written.
pub(super) fn example(keyword: &str) -> &'static str {
    FORMS.iter().find(|form| form.keyword == keyword).map_or("dense 128 relu;", |form| form.example)
}

/// Every keyword.
pub(super) fn keywords() -> impl Iterator<Item = &'static str> {
    FORMS.iter().map(|form| form.keyword)
}

/// The keyword that a text is.
pub(super) fn keyword(text: &str) -> Option<&'static str> {
    keywords().find(|keyword| *keyword == text)
}

/// Whether the word is a keyword.
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
