//! The statements: a keyword, how it is written, and where it may be.

use super::spelling::{nearest, normal};
use super::{Suggestion, foreign_statement};

/// How a statement is written.
pub(crate) struct StatementSyntax {
    /// Its first word.
    pub(crate) keyword: &'static str,
    /// A line to show.
    pub(crate) example: &'static str,
    /// Whether it is a layer, which may be in a residual block.
    pub(crate) is_layer: bool,
    /// Whether a label may be in front.
    pub(crate) takes_label: bool,
}

/// Every statement.
pub(crate) const STATEMENTS: &[StatementSyntax] = &[
    statement("input", "input 784;"),
    statement("standardize", "standardize;"),
    layer("dense", "dense 128 relu;"),
    StatementSyntax { takes_label: false, ..layer("dropout", "dropout 0.2;") },
    layer("batch_norm", "batch_norm relu;"),
    layer("layer_norm", "layer_norm relu;"),
    StatementSyntax { takes_label: false, ..layer("residual", "residual relu { dense 64 relu; dense 128; }") },
    layer("layer", "layer Encoder;"),
    statement("loss", "loss sparse_categorical;"),
    statement("classes", "classes Shirt, Bag;"),
    statement("optimizer", "optimizer adam lr=1e-3;"),
    statement("schedule", "schedule cosine;"),
    statement("batch", "batch 32;"),
    statement("epochs", "epochs 10;"),
    statement("dtype", "dtype f64;"),
    statement("weights", "weights \"digits.safetensors\";"),
];

const fn statement(keyword: &'static str, example: &'static str) -> StatementSyntax {
    StatementSyntax { keyword, example, is_layer: false, takes_label: false }
}

const fn layer(keyword: &'static str, example: &'static str) -> StatementSyntax {
    StatementSyntax { keyword, example, is_layer: true, takes_label: true }
}

/// The statement that begins with a word.
pub(crate) fn statement_named(word: &str) -> Option<&'static StatementSyntax> {
    STATEMENTS.iter().find(|statement| statement.keyword == word)
}

/// How the statement of a keyword is written.
pub(crate) fn example(keyword: &str) -> &'static str {
    statement_named(keyword).map_or("dense 128 relu;", |statement| statement.example)
}

/// Every keyword.
pub(crate) fn keywords() -> impl Iterator<Item = &'static str> {
    STATEMENTS.iter().map(|statement| statement.keyword)
}

/// Whether a word is a keyword.
pub(crate) fn is_keyword(word: &str) -> bool {
    statement_named(word).is_some()
}

/// The keyword that another library or another case calls `text`.
pub(crate) fn keyword_for(text: &str) -> Option<&'static str> {
    let same = keywords().find(|keyword| normal(keyword) == normal(text));
    same.or_else(|| match foreign_statement(text) {
        Some(Suggestion::Rename(keyword)) => Some(keyword),
        _ => None,
    })
}

/// The keyword that `text` is a misspelling of.
pub(crate) fn nearest_keyword(text: &str) -> Option<&'static str> {
    nearest(text, keywords())
}
