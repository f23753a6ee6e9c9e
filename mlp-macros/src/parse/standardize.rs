//! `standardize;`

use super::{Head, foreign};
use crate::description::Kind;
use crate::network::LayerKind;
use crate::syntax::{Parsed, Tokens};

/// What follows the word `standardize`.
pub(super) fn standardize(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    foreign::no_width(tokens, head);
    foreign::no_activation(tokens, head)?;
    if let Some(word) = tokens.peek_word().filter(|_| !tokens.peek_named() && !tokens.at_statement()) {
        let message = format!("`standardize` is mean 0 and deviation 1, and has no `{word}` yet: write `standardize;`");
        return Err(tokens.fail(word, message));
    }
    match tokens.peek_word().filter(|_| tokens.peek_named()) {
        Some(name) => {
            Err(tokens.fail(&name, format!("mean and deviation are those of the training set: leave out `{name}`")))
        }
        None => Ok(head.layer(LayerKind::Standardize)),
    }
}
