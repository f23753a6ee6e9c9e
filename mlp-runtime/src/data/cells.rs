//! Targets in the cells of a table: `2`, but also `2.0` and `True`, as pandas and NumPy write labels.

use crate::model::class::{Class, named};
use crate::{Float, Target};

/// What was expected of a cell.
pub type Problem = String;

/// A target that can be read from cells of text: numbers for values, one class number for a class.
pub trait FromCells: Target {
    /// How many cells (columns) a target takes.
    const CELLS: usize;

    /// Reads `CELLS` cells. Otherwise returns the position of the first cell that does not fit, and what was expected.
    fn from_cells(cells: &[&str]) -> Result<Self, (usize, Problem)>;
}

impl FromCells for usize {
    const CELLS: usize = 1;

    fn from_cells(cells: &[&str]) -> Result<Self, (usize, Problem)> {
        let cell = cells.first().copied().unwrap_or_default();
        let number = whole(cell).or_else(|| truth(cell).map(usize::from));
        number.ok_or_else(|| (0, "a class number (0, 1, 2, …)".to_owned()))
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
    let class = named(cell)
        .ok()
        .or_else(|| same(C::NAMES, cell).and_then(|index| C::NAMES.get(index)).and_then(|name| named(name).ok()));
    class.ok_or_else(|| (0, format!("one of {}", C::NAMES.join(", "))))
}

/// Where the name is that means the same as a cell, if only one does: `1.0` is `1`, `True` is `true`, and of the two
/// classes `no` and `yes` it is the second.
fn same(names: &[&str], cell: &str) -> Option<usize> {
    let one = |means: &dyn Fn(&str) -> bool| {
        let mut found = (0..names.len()).filter(|&index| means(names[index]));
        found.next().filter(|_| found.next().is_none())
    };
    if let Some(number) = whole(cell) {
        return one(&|name| whole(name) == Some(number));
    }
    let truth = truth(cell)?;
    let [_, _] = names else { return one(&|name| self::truth(name) == Some(truth)) };
    let meant = |name: &str| match name.to_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    };
    if names.iter().filter_map(|name| meant(name)).count() < 2 {
        return None;
    }
    one(&|name| meant(name) == Some(truth))
}

/// A finite number, or what was expected. Truth is 1, and what is not true 0, as in pandas and NumPy.
pub(crate) fn number<T: Float>(cell: &str) -> Result<T, &'static str> {
    let value = match cell.parse() {
        Ok(value) => T::of(value),
        Err(_) => T::of(truth(cell).map(|truth| f64::from(u8::from(truth))).ok_or("a number")?),
    };
    if value.is_finite() { Ok(value) } else { Err("a finite number") }
}

/// Up to here, f64 holds every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The whole number of 0 or more in a cell, also as programs write it where a column was one of fractions: `2.0`.
fn whole(cell: &str) -> Option<usize> {
    let exact = cell.parse().ok();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole, and in the range
    exact.or_else(|| {
        let number: f64 = cell.parse().ok()?;
        ((0.0..=EXACT).contains(&number) && number.fract() == 0.0).then_some(number as usize)
    })
}

/// `true` or `false`, as pandas, R, and others write it.
fn truth(cell: &str) -> Option<bool> {
    let is = |word: &str| cell.eq_ignore_ascii_case(word);
    if is("true") { Some(true) } else { is("false").then_some(false) }
}
