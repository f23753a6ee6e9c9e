//! `dropout 0.2;`

use super::terms::number::{NumberRule, one_number};
use super::{Head, foreign};
use crate::description::Kind;
use crate::network::LayerKind;
use crate::syntax::{Parsed, Tokens};
use crate::words::Range;

/// What follows the word `dropout`.
pub(super) fn dropout(tokens: &mut Tokens, head: &Head) -> Parsed<Kind> {
    if tokens.at_end_of_statement() || tokens.at_statement() {
        return Err(tokens.fail(&head.keyword, "`dropout` needs the fraction to drop: write `dropout 0.2;`"));
    }
    foreign::no_name(tokens, head);
    let rate = one_number(tokens, &NumberRule { name: "dropout", range: Range::Share, example: "dropout 0.2" })?;
    Ok(head.layer(LayerKind::Dropout(rate)))
}
