//! `dense 128 relu init=he_normal;`

use super::size::size;
use super::tokens::{Parsed, Tokens};
use super::{Head, activation, foreign, options};
use crate::description::{Dense, Given, Kind};
use crate::network::Word;
use crate::words::{self, OptionWord};

/// What follows the word `dense`.
pub(super) fn dense(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let size = size(tokens, head)?;
    foreign::no_input_width(tokens)?;
    tokens.commas();
    let (activation, options) = activation_and_options(tokens, head, words::DENSE_OPTIONS)?;
    foreign::no_rate(tokens)?;
    Ok(Kind::Dense(Dense { size, activation, options }))
}

/// `relu init=he_normal`, also in the wrong order.
pub(super) fn activation_and_options(
    tokens: &mut Tokens,
    head: &Head,
    known: &'static [OptionWord],
) -> Parsed<(Option<Word>, Vec<Given>)> {
    let mut written = activation::activation(tokens, head, known)?;
    let mut options = options::options(tokens, &head.keyword, known)?;
    if let Some(late) = activation::late_activation(tokens, head, written.as_ref())? {
        written = Some(late);
        options.extend(options::options(tokens, &head.keyword, known)?);
    }
    Ok((written, options))
}
