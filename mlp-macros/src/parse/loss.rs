//! `loss sparse_categorical label_smoothing=0.1;`

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::terms::options::{Value, options};
use super::terms::word::{LOSS, word, wrapped};
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::{Loss, WordKind};
use crate::syntax::{Parsed, Tokens};
use crate::words;

/// What follows the word `loss`.
pub(super) fn loss(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, "`loss` needs a word: write `loss sparse_categorical;`, `loss mse;`, …"));
    }
    let word = match wrapped(tokens, &LOSS, head) {
        Some(word) => word,
        None if tokens.peek_word().is_some() => word(tokens, &LOSS, head)?,
        None => return Err(tokens.unexpected("`loss` needs a word", "loss sparse_categorical;")),
    };
    let (owner, known) = match &word.kind {
        WordKind::Vocabulary(name) => {
            (name.clone(), words::loss_named(&name.to_string()).map_or(&[][..], |known| known.options))
        }
        WordKind::Own(path) => (last_name(path).unwrap_or_else(|| head.keyword.clone()), &[][..]),
    };
    let options = options(tokens, &owner, known)?;
    // After a word that was wrong, what follows may belong to it.
    if !matches!(&word.kind, WordKind::Vocabulary(name) if words::loss_named(&name.to_string()).is_none()) {
        one_loss(tokens, &owner)?;
    }
    let label_smoothing = options.into_iter().find_map(|given| match given.value {
        Value::Number(number) => Some((given.name, number)),
        _ => None,
    });
    Ok(Kind::Loss(Loss { word, label_smoothing }))
}

/// `Quantile` of `crate::Quantile`
fn last_name(path: &TokenStream) -> Option<Ident> {
    path.clone().into_iter().filter_map(|tree| if let TokenTree::Ident(name) = tree { Some(name) } else { None }).last()
}

/// `loss mse mae;`, `loss mse adam;`
fn one_loss(tokens: &mut Tokens, first: &Ident) -> Parsed<()> {
    let Some(word) = tokens.peek_word().filter(|_| !tokens.at_statement()) else {
        return Ok(());
    };
    let text = word.to_string();
    let message = if words::loss_named(&text).is_some() {
        format!("a network has one loss, and `{first}` is already there: leave out this `{text}`")
    } else if let Some(message) = foreign::wrong_place(&text, "a loss") {
        message
    } else {
        return Ok(());
    };
    tokens.word();
    Err(tokens.fail(word, message))
}
