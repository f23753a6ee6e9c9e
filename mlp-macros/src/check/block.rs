//! Residual blocks.

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::network::Layer;

/// `dense 128; residual { dense 64; }`: x and block(x) are added, value by value.
pub(super) fn ends_as_it_begins(block: &[&Layer], before: Option<usize>, end: Option<usize>, errors: &mut Errors) {
    let (Some(before), Some(end), Some(place)) = (before, end, last_size(block)) else { return };
    if before != end {
        errors.at(
            place,
            format!("this block gives {end} values, but is added to {before}: end it with `dense {before}`"),
        );
    }
}

/// The size that decides the block's width.
fn last_size<'l>(block: &[&'l Layer]) -> Option<&'l TokenStream> {
    block.iter().rev().find_map(|layer| layer.dense()).map(|dense| &dense.size.tokens)
}
