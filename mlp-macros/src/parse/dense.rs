//! `dense 128 relu init=he_normal;`

use proc_macro2::Ident;

use super::terms::activation::activation_and_options;
use super::terms::options::Value;
use super::terms::size::size;
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::{Dense, LayerKind, Word};
use crate::syntax::{Parsed, Tokens};
use crate::words;

/// What follows the word `dense`.
pub(super) fn dense(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let size = size(tokens, head)?;
    foreign::no_input_width(tokens)?;
    tokens.commas();
    let (activation, options) = activation_and_options(tokens, head, words::DENSE_OPTIONS)?;
    foreign::no_rate(tokens)?;
    let init = Ident::new(default_init(&activation), head.keyword.span());
    let mut dense = Dense { size, activation, init, bias: true, l1: None, l2: None };
    for given in options {
        match given.value {
            Value::Init(init) => dense.init = init,
            Value::Bool(bias) => dense.bias = bias.value(),
            Value::Number(factor) if given.name == "l1" => dense.l1 = Some(factor),
            Value::Number(factor) => dense.l2 = Some(factor),
        }
    }
    Ok(head.layer(LayerKind::Dense(dense)))
}

/// The initializer of the weights before an activation, where none is written.
fn default_init(activation: &Word) -> &'static str {
    let known = activation.vocabulary().and_then(|word| words::activation(&word.to_string()));
    known.map_or("glorot_uniform", |known| known.init)
}
