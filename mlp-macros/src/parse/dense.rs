//! `dense 128 relu init=he_normal;`

use super::options::{Given, Value};
use super::size::size;
use super::tokens::{Parsed, Tokens};
use super::word::linear;
use super::{Head, activation, foreign, options};
use crate::description::Kind;
use crate::network::{Dense, LayerKind, Word};
use crate::words::{self, OptionWord};

/// What follows the word `dense`.
pub(super) fn dense(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let size = size(tokens, head)?;
    foreign::no_input_width(tokens)?;
    tokens.commas();
    let (activation, options) = activation_and_options(tokens, head, words::DENSE_OPTIONS)?;
    foreign::no_rate(tokens)?;
    let mut dense = Dense { size, activation, init: None, bias: true, l1: None, l2: None };
    for given in options {
        match given.value {
            Value::Init(init) => dense.init = Some(init),
            Value::Bool(bias) => dense.bias = bias.value(),
            Value::Number(factor) if given.name == "l1" => dense.l1 = Some(factor),
            Value::Number(factor) => dense.l2 = Some(factor),
        }
    }
    Ok(head.layer(LayerKind::Dense(dense)))
}

/// `relu init=he_normal`, `linear` if no activation is written; also in the wrong order.
pub(super) fn activation_and_options(
    tokens: &mut Tokens,
    head: &Head,
    known: &'static [OptionWord],
) -> Parsed<(Word, Vec<Given>)> {
    let mut written = activation::activation(tokens, head, known)?;
    let mut options = options::options(tokens, &head.keyword, known)?;
    if let Some(late) = activation::late_activation(tokens, head, written.as_ref())? {
        written = Some(late);
        options.extend(options::options(tokens, &head.keyword, known)?);
    }
    Ok((written.unwrap_or_else(|| linear(&head.keyword)), options))
}
