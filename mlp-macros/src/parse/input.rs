//! `input 784;`

use super::terms::size::size;
use super::{Head, foreign};
use crate::description::Kind;
use crate::syntax::{Parsed, Tokens};

/// What follows the word `input`.
pub(super) fn input(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    let size = size(tokens, head)?;
    foreign::no_shape(tokens)?;
    foreign::no_activation(tokens, head)?;
    Ok(Kind::Input(size))
}
