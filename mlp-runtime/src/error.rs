//! One error for everything that can go wrong while running: what was expected, what was found, and where.

use std::fmt;
use std::path::PathBuf;

/// What went wrong.
///
/// Printed with `{:?}` it is the message too: that is what a `main` that returns it, and `unwrap`, show.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A file does not hold what was expected, or would not if it were written.
    #[error("{}: {problem}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What was expected, what was found, and where in the file.
        problem: String,
    },
    /// Rows of one kind do not match those of another, or a row is not as wide as the network.
    #[error("{what}: expected {expected}, found {found}")]
    Shape {
        /// Which rows, columns or tensors.
        what: String,
        /// The size that fits.
        expected: usize,
        /// The size that came.
        found: usize,
    },
    /// A data set without rows.
    #[error("a data set needs at least one row, found none")]
    Empty,
    /// A number in the data that is not finite.
    #[error("row {row} of the {part} has {value} in column {column}: every number must be finite")]
    NotFinite {
        /// `inputs`, `targets`, or `rows to fit` a scaler to.
        part: &'static str,
        /// Counted from 0.
        row: usize,
        /// Counted from 0.
        column: usize,
        /// `NaN`, `inf` or `-inf`.
        value: f64,
    },
    /// A target that the loss cannot use.
    #[error("the target of row {row}: {problem}")]
    Target {
        /// Counted from 0.
        row: usize,
        /// What was expected and what was found.
        problem: String,
    },
    /// A class that there is not.
    #[error("unknown class `{found}`: expected {expected}")]
    Class {
        /// The classes there are.
        expected: String,
        /// The name or number that came.
        found: String,
    },
    /// A gradient that is not the derivative of the loss, found by [`check::gradient`](crate::check::gradient).
    #[error("{tensor}, number {index}: the gradient is {analytic:e}, the loss changes by {difference:e}")]
    Gradient {
        /// The tensor's name.
        tensor: String,
        /// The position in it, as it lies in memory.
        index: usize,
        /// What the backward pass gives.
        analytic: f64,
        /// The central difference.
        difference: f64,
    },
    /// A hyperparameter out of its range.
    #[error("{name}: expected {expected}, found {found}")]
    Hyperparameter {
        /// Its name.
        name: &'static str,
        /// The range.
        expected: &'static str,
        /// The value that came.
        found: f64,
    },
    /// Training gave a loss, or weights, that are not finite.
    #[error(
        "epoch {epoch}: the {} became {}; a lower learning rate, `clip_norm` or inputs of unit deviation help",
        if loss.is_finite() { "weights" } else { "loss" },
        if loss.is_finite() { "NaN or infinite".into() } else { loss.to_string() }
    )]
    Diverged {
        /// Counted from 1.
        epoch: usize,
        /// `NaN` or infinite; finite if the last update of the epoch broke the weights, which the loss before it does
        /// not show.
        loss: f64,
    },
    /// A step of training before the constants of `standardize` are known.
    #[error(
        "the constants of `standardize` are not known yet: call `Trainer::prepare(&dataset)` before the first `step`, \
         or `fit`, which learns them from the training set"
    )]
    Unprepared,
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// [`Error::Hyperparameter`] unless it holds.
pub(crate) fn expect(holds: bool, name: &'static str, expected: &'static str, found: f64) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::Hyperparameter { name, expected, found }) }
}

/// A result with the crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;
