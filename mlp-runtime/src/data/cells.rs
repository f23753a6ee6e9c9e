//! Targets in cells of text, as tables have them.

use crate::model::class::{Class, named};
use crate::{Float, Target};

/// What was expected of a cell.
pub type Problem = String;

/// A target that can be read from cells of text: numbers for values, one class number for a class.
pub trait FromCells: Target {
    /// How many cells, so columns, a target takes.
    const CELLS: usize;

    /// Reads `CELLS` cells; else the position of the first that does not fit, and what was expected of it.
    fn from_cells(cells: &[&str]) -> Result<Self, (usize, Problem)>;
}

impl FromCells for usize {
    const CELLS: usize = 1;

    fn from_cells(cells: &[&str]) -> Result<Self, (usize, Problem)> {
        let cell = cells.first().copied().unwrap_or_default();
        cell.parse().map_err(|_| (0, "a class number (0, 1, 2, …)".to_owned()))
    }
}

impl<T: Float, const N: usize> FromCells for [T; N] {
    const CELLS: usize = N;

    fn from_cells(cells: &[&str]) -> Result<Self, (usize, Problem)> {
        let mut values = [T::ZERO; N];
        for (position, (value, cell)) in values.iter_mut().zip(cells).enumerate() {
            *value = number(cell).map_err(|expected| (position, expected.to_owned()))?;
        }
        Ok(values)
    }
}

/// Reads a class of `classes` by its name, for the generated enum's [`FromCells`].
///
/// # Errors
/// The position and the names there are.
pub fn class<C: Class>(cells: &[&str]) -> Result<C, (usize, Problem)> {
    let cell = cells.first().copied().unwrap_or_default();
    named(cell).map_err(|_| (0, format!("one of {}", C::NAMES.join(", "))))
}

/// A finite number, or what was expected.
pub(crate) fn number<T: Float>(cell: &str) -> Result<T, &'static str> {
    let value = T::of(cell.parse().map_err(|_| "a number")?);
    if value.is_finite() { Ok(value) } else { Err("a finite number") }
}
