//! One error type for everything that can fail at run time: what was expected, what was found, and where.

use std::fmt;
use std::path::{Path, PathBuf};

mod short;

#[cfg(any(feature = "csv", feature = "npy"))]
pub(crate) use short::quoted;
pub(crate) use short::{number, short};

/// The error of another crate, returned by [`source`](std::error::Error::source).
pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong.
///
/// `{}` prints the message, without the text of its [`source`](std::error::Error::source). `{:?}`, which `unwrap` and a
/// `main` that returns the error use, also prints the message of the operating system. No message is longer than 500
/// characters: a long part, such as a cell of a megabyte, is shortened in the middle.
///
/// ```
/// use mlp_runtime::{Dataset, Error};
///
/// let error = Dataset::<[f32; 2], usize>::from_idx("no/such/file", "labels").unwrap_err();
/// assert_eq!(error.to_string(), "no/such/file: there is no such file or folder");
/// assert!(matches!(&error, Error::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound));
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written. It is the only variant meant to be constructed by users, too:
    /// `.map_err(|source| Error::File { path, source })`.
    #[error("{}: {}", name(.path), refusal(.source))]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A file does not have the expected contents, or would not have them if it were written.
    #[error("{}: {}", name(.path), short(.problem, 360))]
    #[non_exhaustive]
    Format {
        /// The file.
        path: PathBuf,
        /// What was expected, what was found, and where in the file.
        problem: String,
        /// The error of the library that reads this format, if there is one.
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// A cell of a table that does not fit its column.
    #[error(
        "{}: line {line}, column `{}`: expected {}, found {}",
        name(.path), short(.column, 60), short(.expected, 180), short(.found, 80)
    )]
    #[non_exhaustive]
    Cell {
        /// The file.
        path: PathBuf,
        /// The line where the row begins, starting at 1, including the line of column names.
        line: u64,
        /// The name of the column, or its number from 0 on in a file without names.
        column: String,
        /// What was expected.
        expected: String,
        /// The cell.
        found: String,
    },
    /// The number of rows or columns is not the expected one.
    #[error("{}: expected {expected}, found {found}", short(.what, 360))]
    #[non_exhaustive]
    Shape {
        /// Which rows, columns, or tensors.
        what: String,
        /// The expected size.
        expected: usize,
        /// The size that was found.
        found: usize,
    },
    /// A dataset without rows.
    #[error("a data set needs at least one row, found none")]
    Empty,
    /// A number in the data that is not finite.
    #[error("row {row} of the {part} has {} in column {column}: every number must be finite", number(*.value))]
    #[non_exhaustive]
    NotFinite {
        /// `inputs`, `targets`, `outputs`, or `rows to fit` a scaler to.
        part: &'static str,
        /// Counted from 0.
        row: usize,
        /// Counted from 0.
        column: usize,
        /// `NaN`, `inf` or `-inf`.
        value: f64,
    },
    /// A target that the loss cannot use.
    #[error("the target of row {row}: {}", short(.problem, 420))]
    #[non_exhaustive]
    Target {
        /// Counted from 0.
        row: usize,
        /// What was expected and what was found.
        problem: String,
    },
    /// A class that does not exist.
    #[error("unknown class `{}`: expected {}", short(.found, 80), short(.expected, 360))]
    #[non_exhaustive]
    Class {
        /// The classes that exist.
        expected: String,
        /// The name or number that was found.
        found: String,
    },
    /// A gradient that is not the derivative of the loss, found by [`check::gradient`](crate::check::gradient).
    #[error("{}, number {index}: the gradient is {analytic:e}, the loss changes by {difference:e}", short(.tensor, 300))]
    #[non_exhaustive]
    Gradient {
        /// The tensor's name.
        tensor: String,
        /// The position in the tensor's memory.
        index: usize,
        /// The result of the backward pass.
        analytic: f64,
        /// The central difference.
        difference: f64,
    },
    /// A hyperparameter outside its range.
    #[error("{}: expected {}, found {}", short(.name, 100), short(.expected, 300), number(*.found))]
    #[non_exhaustive]
    Hyperparameter {
        /// Its name.
        name: &'static str,
        /// The range.
        expected: &'static str,
        /// The value that was given.
        found: f64,
    },
    /// A training that [resumes](crate::Trainer::resume) with data or settings other than those of its checkpoint.
    #[error(
        "{}: `{setting}` was {} when the checkpoint was written, and is {}: the training would not be the one that was \
         interrupted; set it back, or allow it by `allow_changes()`",
        name(.path), short(.expected, 90), short(.found, 90)
    )]
    #[non_exhaustive]
    Changed {
        /// The checkpoint.
        path: PathBuf,
        /// The setting that changed.
        setting: &'static str,
        /// Its value in the checkpoint.
        expected: String,
        /// Its value in the trainer.
        found: String,
    },
    /// The loss or the weights became NaN or infinite during training.
    #[error(
        "epoch {epoch}: the {} became {}; a lower learning rate, `clip_norm` or inputs of unit deviation help",
        if loss.is_finite() { "weights" } else { "loss" },
        if loss.is_finite() { "NaN or infinite".into() } else { loss.to_string() }
    )]
    #[non_exhaustive]
    Diverged {
        /// Counted from 1.
        epoch: usize,
        /// NaN or infinite. It is finite if only the last update of the epoch made the weights NaN or infinite.
        loss: f64,
    },
    /// A training step before the constants of `standardize` are known.
    #[error(
        "the constants of `standardize` are not known yet: call `Trainer::prepare(&dataset)` before the first `step`, \
         or `fit`, which learns them from the training set"
    )]
    Unprepared,
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        match self {
            // The problem of a `Format` says what its source says.
            Self::File { source, .. } => write!(f, ": {}", short(source, 200)),
            _ => Ok(()),
        }
    }
}

impl Error {
    /// A [`Format`](Self::Format) without a source.
    pub(crate) fn format(path: &Path, problem: impl Into<String>) -> Self {
        Self::Format { path: path.into(), problem: problem.into(), source: None }
    }
}

/// A path, which may be longer than a message.
fn name(path: &Path) -> impl fmt::Display {
    short(path.display(), 120)
}

/// Why a file could not be read or written. The message of the operating system is that of the source.
fn refusal(source: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::*;
    match source.kind() {
        NotFound => "there is no such file or folder",
        PermissionDenied => "permission denied",
        AlreadyExists => "the file exists already",
        IsADirectory => "expected a file, found a folder",
        NotADirectory => "a part of the path is not a folder",
        ReadOnlyFilesystem => "the file system is read-only",
        StorageFull | QuotaExceeded => "there is no space left",
        OutOfMemory => "out of memory",
        _ => "the file could not be read or written",
    }
}

/// [`Error::Hyperparameter`] unless it holds.
pub(crate) fn expect(holds: bool, name: &'static str, expected: &'static str, found: f64) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::Hyperparameter { name, expected, found }) }
}

/// A result with the crate's [`Error`].
///
/// ```
/// fn mean(x: &[f64]) -> mlp::Result<f64> {
///     if x.is_empty() { Err(mlp::Error::Empty) } else { Ok(x.iter().sum::<f64>() / x.len() as f64) }
/// }
///
/// assert!(mean(&[]).is_err());
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_is_long() {
        let long = "ä".repeat(1_000_000);
        let path = || PathBuf::from(&long);
        let errors = [
            Error::File { path: path(), source: std::io::Error::other(long.clone()) },
            Error::Format { path: path(), problem: long.clone(), source: None },
            Error::Cell {
                path: path(),
                line: u64::MAX,
                column: long.clone(),
                expected: long.clone(),
                found: long.clone(),
            },
            Error::Shape { what: long.clone(), expected: usize::MAX, found: usize::MAX },
            Error::Target { row: usize::MAX, problem: long.clone() },
            Error::Class { expected: long.clone(), found: long.clone() },
            Error::Gradient {
                tensor: long.clone(),
                index: usize::MAX,
                analytic: f64::MIN_POSITIVE,
                difference: f64::MAX,
            },
            Error::NotFinite { part: "inputs", row: usize::MAX, column: usize::MAX, value: f64::NEG_INFINITY },
            Error::Hyperparameter { name: "rate", expected: "a number above 0", found: -1e-300 },
        ];
        for error in errors {
            let (display, debug) = (error.to_string(), format!("{error:?}"));
            assert!(display.chars().count() <= 500 && debug.chars().count() <= 500, "{debug}");
            assert!(!display.contains("000000000000"), "{display}");
        }
    }
}
