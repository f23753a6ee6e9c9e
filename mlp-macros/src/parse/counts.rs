//! `batch 32;` and `epochs 10;`

use super::Head;
use super::terms::size::size;
use crate::description::Kind;
use crate::syntax::{Parsed, Tokens};

/// What follows the word `batch`.
pub(super) fn batch(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    size(tokens, head).map(Kind::Batch)
}

/// What follows the word `epochs`.
pub(super) fn epochs(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    size(tokens, head).map(Kind::Epochs)
}
