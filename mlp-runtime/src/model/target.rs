//! The target of a row: the values of the outputs, or the number of a class.

use std::fmt::Debug;

use crate::Float;

/// The target of one row: an array of values, a class number, or a class of `classes`. The loss decides which of these
/// a network is trained with.
///
/// ```
/// use mlp::Dataset;
///
/// let values = Dataset::new(vec![[0.0], [1.0]], vec![[0.5], [1.5]])?;
/// let classes = Dataset::new(vec![[0.0], [1.0]], vec![2_usize, 0])?;
/// assert_eq!((values.targets()[0], classes.targets()[0]), ([0.5], 2));
/// # Ok::<(), mlp::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a row's target",
    label = "write values as arrays, also one, `[1.0]`, and classes as `usize` or by the enum of `classes`"
)]
pub trait Target: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// The first number that is not finite, and its column.
    fn not_finite(&self) -> Option<(usize, f64)> {
        None
    }

    /// The class: the number itself, or the position of the largest value (the first of equals).
    fn class(&self) -> usize;

    /// The target of output `output`. For a class, it is 1 at the output of the class and 0 elsewhere.
    fn value(&self, output: usize) -> f64;

    /// Whether the targets are classes, so that splits should keep their proportions.
    const CLASSES: bool;
}

#[diagnostic::do_not_recommend] // rustc would recommend it for every number
impl Target for usize {
    const CLASSES: bool = true;

    fn class(&self) -> usize {
        *self
    }

    fn value(&self, output: usize) -> f64 {
        if *self == output { 1.0 } else { 0.0 }
    }
}

impl<T: Float, const N: usize> Target for [T; N] {
    const CLASSES: bool = false;

    fn not_finite(&self) -> Option<(usize, f64)> {
        not_finite(self)
    }

    fn class(&self) -> usize {
        largest(self)
    }

    fn value(&self, output: usize) -> f64 {
        self.get(output).map_or(0.0, |value| value.widen())
    }
}

/// The first number of a row that is not finite, and its column.
pub(crate) fn not_finite<T: Float>(values: &[T]) -> Option<(usize, f64)> {
    let column = values.iter().position(|value| !value.is_finite())?;
    Some((column, values[column].widen()))
}

/// The position of the largest value, the first of equals; `None` if not all are finite, since then there is no class.
pub(crate) fn decided<T: Float>(values: &[T]) -> Option<usize> {
    all_finite(values).then(|| largest(values))
}

pub(crate) fn all_finite<T: Float>(values: &[T]) -> bool {
    values.iter().all(|value| value.is_finite())
}

/// The position of the largest value, the first of equals; 0 if NaN makes all comparisons false.
pub(crate) fn largest<T: Float>(values: &[T]) -> usize {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = i;
        }
    }
    best
}
