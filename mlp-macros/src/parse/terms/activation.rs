//! The activation of a layer, where it belongs and where it does not.

use proc_macro2::TokenTree;

use super::options::{OptionArg, options};
use super::word::{ACTIVATION, arguments, linear, word, wrapped};
use crate::network::{Word, WordKind};
use crate::parse::{Head, foreign};
use crate::syntax::punctuation::is_label_sign;
use crate::syntax::{Parsed, Tokens, looks_like_statement};
use crate::words::{self, OptionWord};

/// The activation after a size or a keyword, if there is one; what may follow it is `known`.
pub(in crate::parse) fn activation(tokens: &mut Tokens, head: &Head, known: &[OptionWord]) -> Parsed<Option<Word>> {
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
    if option || (!ours && looks_like_statement(tokens.cursor())) {
        return Ok(None);
    }
    word(tokens, &ACTIVATION, head).map(Some)
}

/// An activation after the options, or a second one.
fn late_activation(tokens: &mut Tokens, head: &Head, before: Option<&Word>) -> Parsed<Option<Word>> {
    let Some(name) = tokens.peek_word().filter(|_| !tokens.at_statement()) else {
        return Ok(None);
    };
    let text = name.to_string();
    if !foreign::activation_like(&text) {
        return match foreign::wrong_place(&text, ACTIVATION.a_noun) {
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
            let place = foreign::after_what(&head.keyword);
            format!("the activation goes before the options: write `{text}` right after {place}")
        }
    };
    tokens.error(&name, message);
    let parameter = (ACTIVATION.find)(&text).flatten();
    let arguments = arguments(tokens, &text, parameter, &name)?;
    Ok(Some(Word { kind: WordKind::Vocabulary(name), arguments }))
}

/// `relu init=he_normal`, `linear` if no activation is written; also in the wrong order.
pub(in crate::parse) fn activation_and_options(
    tokens: &mut Tokens,
    head: &Head,
    known: &'static [OptionWord],
) -> Parsed<(Word, Vec<OptionArg>)> {
    let mut written = activation(tokens, head, known)?;
    let mut given = options(tokens, &head.keyword, known)?;
    if let Some(late) = late_activation(tokens, head, written.as_ref())? {
        written = Some(late);
        given.extend(options(tokens, &head.keyword, known)?);
    }
    Ok((written.unwrap_or_else(|| linear(&head.keyword)), given))
}
