//! `hidden: dense 128 relu init=he_normal;`

use super::size::size;
use super::tokens::{Parsed, Tokens};
use super::{Head, foreign, options, word};
use crate::description::{Dense, Kind};
use crate::words;

/// What follows the word `dense`.
pub(super) fn dense(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let size = size(tokens, head)?;
    foreign::no_input_width(tokens)?;
    tokens.commas();
    let mut activation = word::activation(tokens, head)?;
    let mut options = options::options(tokens, &head.keyword, words::DENSE_OPTIONS)?;
    if let Some(late) = word::late_activation(tokens, activation.as_ref())? {
        activation = Some(late);
        options.extend(options::options(tokens, &head.keyword, words::DENSE_OPTIONS)?);
    }
    foreign::no_rate(tokens)?;
    Ok(Kind::Dense(Dense { label: head.label.clone(), size, activation, options }))
}
