//! Rows from outside: their width, and whether their numbers are finite.

use crate::layer::Layer;
use crate::model::target::not_finite;
use crate::tensor::rows::Row;
use crate::{Error, Float, Result};

/// Numbers as a row of inputs, if there are as many as the network takes, all of them finite.
pub(crate) fn checked_input<M: Layer>(x: &[M::Scalar]) -> Result<&M::Input> {
    match M::Input::rows(x) {
        [row] if x.len() == M::INPUTS => check_finite("inputs", x).map(|()| row),
        _ => Err(Error::Shape { what: "numbers of the row".into(), expected: M::INPUTS, found: x.len() }),
    }
}

/// Checks that the numbers of a single row are finite.
pub(crate) fn check_finite<T: Float>(part: &'static str, row: &[T]) -> Result<()> {
    not_finite(row).map_or(Ok(()), |(column, value)| Err(Error::NotFinite { part, row: 0, column, value }))
}
