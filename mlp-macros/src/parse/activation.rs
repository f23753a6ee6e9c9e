//! The activation of a layer, where it belongs and where it does not.

use proc_macro2::{Ident, TokenTree};

use super::label::is_label_sign;
use super::tokens::{Parsed, Tokens};
use super::word::{ACTIVATION, arguments, word, wrapped};
use super::{Head, foreign, misplaced};
use crate::network::{Word, WordKind};
use crate::words::{self, OptionWord};

/// The activation after a size or a keyword, if there is one; what may follow it is `known`.
pub(super) fn activation(tokens: &mut Tokens, head: &Head, known: &[OptionWord]) -> Parsed<Option<Word>> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Ok(None);
    }
    if let Some(wrapped) = wrapped(tokens, &ACTIVATION, head) {
        return Ok(Some(wrapped));
    }
    let Some((name, after)) = tokens.cursor().ident() else {
        return Ok(None);
    };
    let text = name.to_string();
    let option = tokens.peek_named() || is_label_sign(after) || known.iter().any(|known| known.name == text);
    let ours = (ACTIVATION.find)(&text).is_some()
        || (ACTIVATION.foreign)(&text).is_some()
        || words::nearest(&text, (ACTIVATION.all)()).is_some();
    if option || (!ours && foreign::looks_like_statement(tokens.cursor())) {
        return Ok(None);
    }
    word(tokens, &ACTIVATION, head).map(Some)
}

/// An activation after the options, or a second one.
pub(super) fn late_activation(tokens: &mut Tokens, head: &Head, before: Option<&Word>) -> Parsed<Option<Word>> {
    let Some(name) = tokens.peek_word().filter(|_| !tokens.at_statement()) else {
        return Ok(None);
    };
    let text = name.to_string();
    if !foreign::activation_like(&text) {
        return match misplaced::misplaced(&text, ACTIVATION.a_noun) {
            Some(message) => {
                tokens.word();
                Err(tokens.fail(name, message))
            }
            None => Ok(None),
        };
    }
    let last = tokens.last();
    tokens.word();
    let message = match before {
        Some(Word { kind: WordKind::Vocabulary(first), .. }) if matches!(&last, Some(TokenTree::Ident(last)) if last == first) =>
        {
            format!("a layer has one activation, and `{first}` is already there: leave out this `{text}`")
        }
        Some(_) => format!("a layer has one activation, and there is one already: leave out this `{text}`"),
        None => {
            let place = after_what(&head.keyword);
            format!("the activation goes before the options: write `{text}` right after {place}")
        }
    };
    tokens.error(&name, message);
    let parameter = (ACTIVATION.find)(&text).flatten();
    let arguments = arguments(tokens, &text, parameter, &name)?;
    Ok(Some(Word { kind: WordKind::Vocabulary(name), arguments }))
}

/// Where the activation of a statement stands.
pub(super) fn after_what(keyword: &Ident) -> String {
    if keyword == "dense" { "the size".to_owned() } else { format!("`{keyword}`") }
}
