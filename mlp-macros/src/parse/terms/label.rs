//! `hidden:`, in front of a layer.

use proc_macro2::Ident;
use syn::buffer::Cursor;

use crate::syntax::punctuation::{is_equals, is_label_sign};
use crate::syntax::{Parsed, Tokens};
use crate::words;

/// Reads a label, if one is ahead.
pub(in crate::parse) fn label(tokens: &mut Tokens) -> Parsed<Option<Ident>> {
    let Some((label, after)) = tokens.cursor().ident() else {
        return Ok(None);
    };
    if is_equals(after) && keyword_follows(after) {
        tokens.word();
        let equals = tokens.equals();
        tokens.error(equals, format!("a label ends with `:`, not with `=`: write `{label}: dense 128 relu;`"));
        return Ok(Some(label));
    }
    if !words::is_keyword(&label.to_string()) && is_labelled_form(after) {
        tokens.word();
        tokens.error(&label, format!("a label ends with `:`: write `{label}: dense …`"));
        return Ok(Some(label));
    }
    if !is_label_sign(after) || (words::is_keyword(&label.to_string()) && !keyword_follows(after)) {
        return Ok(None);
    }
    tokens.word();
    tokens.punct(':');
    let label = words::field_name(&label.to_string(), label.span());
    if let Some(message) = no_name(&label) {
        tokens.error(&label, message);
    }
    if tokens.at_end_of_statement() || tokens.peek_word().is_none() {
        return Err(tokens.fail(&label, format!("a label goes in front of a layer: write `{label}: dense 128 relu;`")));
    }
    Ok(Some(label))
}

/// What is wrong with a label that cannot be a field: `fn`, `__x`, `_`.
fn no_name(label: &Ident) -> Option<String> {
    let name = label.to_string();
    let other = name.trim_start_matches('_');
    let other = if other.is_empty() { "hidden" } else { other };
    if name == "_" {
        Some("`_` is not a name: write `hidden: dense …`, or leave out the label".to_owned())
    } else if name.starts_with("__") {
        Some(format!("labels that begin with `__` are taken: write `{other}: dense …`"))
    } else if words::is_rust_keyword(&name) {
        Some(format!("`{name}` is a Rust keyword and cannot be a label: write `{other}_layer: dense …`"))
    } else {
        None
    }
}

/// Whether a keyword comes after the sign at the cursor.
fn keyword_follows(sign: Cursor) -> bool {
    sign.punct().and_then(|(_, after)| after.ident()).is_some_and(|(word, _)| words::is_keyword(&word.to_string()))
}

/// Whether a keyword that takes a label is at the cursor.
fn is_labelled_form(cursor: Cursor) -> bool {
    cursor
        .ident()
        .and_then(|(word, _)| words::statement_named(&word.to_string()))
        .is_some_and(|known| known.takes_label)
}
