//! `batch_norm relu momentum=0.1 epsilon=1e-5;` and `layer_norm relu epsilon=1e-5;`

use super::terms::activation::activation_and_options;
use super::terms::number::default_number;
use super::terms::options::{OptionArg, Value};
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::{LayerKind, Norm, NormKind, Word};
use crate::syntax::{Parsed, Tokens};
use crate::words;

/// What follows the word `batch_norm`.
pub(super) fn batch_norm(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    foreign::no_width(tokens, head);
    tokens.commas();
    let (activation, options) = activation_and_options(tokens, head, words::BATCH_NORM_OPTIONS)?;
    options.iter().for_each(|given| not_of_keras(tokens, given));
    foreign::no_width(tokens, head);
    Ok(norm(head, NormKind::Batch, activation, options))
}

/// What follows the word `layer_norm`.
pub(super) fn layer_norm(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    foreign::no_width(tokens, head);
    tokens.commas();
    let (activation, options) = activation_and_options(tokens, head, words::LAYER_NORM_OPTIONS)?;
    foreign::no_width(tokens, head);
    Ok(norm(head, NormKind::Layer, activation, options))
}

fn norm(head: &Head, kind: NormKind, activation: Word, options: Vec<OptionArg>) -> Kind {
    let default = |value| default_number(value, head.keyword.span());
    let mut norm = Norm { kind, activation, momentum: default("0.1"), epsilon: default("1e-5") };
    for given in options {
        match given.value {
            Value::Number(share) if given.name == "momentum" => norm.momentum = share,
            Value::Number(epsilon) => norm.epsilon = epsilon,
            Value::Bool(_) | Value::Init(_) => {}
        }
    }
    head.layer(LayerKind::Norm(norm))
}

/// `momentum=0.99`, which is the old statistics' share in Keras.
fn not_of_keras(tokens: &mut Tokens, given: &OptionArg) {
    let Value::Number(number) = &given.value else { return };
    if let Some(momentum) = number.literal.filter(|value| given.name == "momentum" && (0.9..1.0).contains(value)) {
        let (written, ours) = (number.tokens.to_string(), ((1.0 - momentum) * 1e6).round() / 1e6);
        tokens.error(
            &number.tokens,
            format!(
                "`momentum` is the weight of the new batch, so Keras's {written} is {ours} here: write `momentum={ours}`"
            ),
        );
    }
}
