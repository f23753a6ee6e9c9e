//! Rows of inputs with their targets, checked once: [`Dataset`].

use std::fmt;

use crate::model::target::not_finite;
use crate::{Error, Float, Result, Row, Target};

/// Rows of inputs with their targets: at least one row, one target per row, and only finite numbers.
///
/// ```
/// use mlp_runtime::Dataset;
///
/// let xor = Dataset::new(
///     vec![[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
///     vec![[0.0_f32], [1.0], [1.0], [0.0]],
/// )?;
/// assert_eq!(xor.len(), 4);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
#[derive(Clone, PartialEq)]
#[doc(alias("TensorDataset", "DataLoader", "DataFrame"))]
pub struct Dataset<X, Y> {
    pub(super) inputs: Vec<X>,
    pub(super) targets: Vec<Y>,
}

impl<X: Row, Y: Target> Dataset<X, Y> {
    /// A dataset from vectors of rows and targets.
    ///
    /// # Errors
    /// No rows, a different number of inputs and targets, or a number that is not finite. The error names its part,
    /// row, and column.
    ///
    /// ```
    /// use mlp::Dataset;
    ///
    /// let set = Dataset::new(vec![[0.0, 1.0], [1.0, 0.0]], vec![0_usize, 1])?;
    /// assert_eq!(set.len(), 2);
    /// assert!(Dataset::new(vec![[0.0, f64::NAN]], vec![0_usize]).is_err());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("from_tensor_slices", "from_vec"))]
    pub fn new(inputs: Vec<X>, targets: Vec<Y>) -> Result<Self> {
        if inputs.len() != targets.len() {
            return Err(Error::Shape {
                what: "rows of targets, one for each of the inputs".into(),
                expected: inputs.len(),
                found: targets.len(),
            });
        }
        let dataset = Self { inputs, targets };
        dataset.check()?;
        Ok(dataset)
    }

    /// Checks that there are rows, and that all numbers are finite.
    fn check(&self) -> Result<()> {
        if self.inputs.is_empty() {
            return Err(Error::Empty);
        }
        let wrong = |part, row, (column, value)| Error::NotFinite { part, row, column, value };
        for (row, input) in self.inputs.iter().enumerate() {
            if let Some(number) = not_finite(input.as_slice()) {
                return Err(wrong("inputs", row, number));
            }
        }
        for (row, target) in self.targets.iter().enumerate() {
            if let Some(number) = target.not_finite() {
                return Err(wrong("targets", row, number));
            }
        }
        Ok(())
    }

    /// The rows of inputs.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let set = Dataset::new(vec![[0.0, 1.0], [1.0, 0.0]], vec![0_usize, 1])?;
    /// assert_eq!(set.inputs()[1], [1.0, 0.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("features", "x"))]
    pub fn inputs(&self) -> &[X] {
        &self.inputs
    }

    /// The targets, in the order of the inputs.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let set = Dataset::new(vec![[0.0, 1.0], [1.0, 0.0]], vec![0_usize, 1])?;
    /// assert_eq!(set.targets(), [0, 1]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("labels", "y"))]
    pub fn targets(&self) -> &[Y] {
        &self.targets
    }

    /// The number of rows, at least one.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let set = Dataset::new(vec![[0.0, 1.0], [1.0, 0.0]], vec![0_usize, 1])?;
    /// assert_eq!(set.len(), 2);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Always `false`. It exists because types with a `len` are expected to have it.
    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Returns the inputs and the targets.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let set = Dataset::new(vec![[0.0, 1.0], [1.0, 0.0]], vec![0_usize, 1])?;
    /// let (inputs, targets) = set.into_parts();
    /// assert_eq!((inputs.len(), targets), (2, vec![0, 1]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn into_parts(self) -> (Vec<X>, Vec<Y>) {
        (self.inputs, self.targets)
    }

    /// Iterates over the rows in batches of `size`, in order. The last batch may be smaller. A `size` of 0 counts as 1.
    ///
    /// ```
    /// # use mlp_runtime::Dataset;
    /// let numbers = Dataset::new(vec![[1.0], [2.0], [3.0]], vec![1_usize, 0, 1])?;
    /// let sizes: Vec<usize> = numbers.batches(2).map(|(inputs, _)| inputs.len()).collect();
    /// assert_eq!(sizes, [2, 1]);
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[doc(alias("DataLoader", "iter_batches", "chunks"))]
    pub fn batches(&self, size: usize) -> impl ExactSizeIterator<Item = (&[X], &[Y])> {
        let size = size.max(1);
        self.inputs.chunks(size).zip(self.targets.chunks(size))
    }

    /// Replaces each input by the result of `change`, which may have another width.
    ///
    /// # Errors
    /// A new number that is not finite.
    ///
    /// ```
    /// # use mlp_runtime::Dataset;
    /// let celsius = Dataset::new(vec![[0.0], [100.0]], vec![0_usize, 1])?;
    /// let fahrenheit = celsius.map_inputs(|[degrees]| [degrees * 1.8 + 32.0])?;
    /// assert_eq!(fahrenheit.inputs(), [[32.0], [212.0]]);
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[doc(alias("map", "transform"))]
    pub fn map_inputs<R: Row>(self, change: impl FnMut(&X) -> R) -> Result<Dataset<R, Y>> {
        Dataset::new(self.inputs.iter().map(change).collect(), self.targets)
    }

    /// Replaces each target by the result of `change`, which may be of another kind: a class from one-hot values, or
    /// values in another unit.
    ///
    /// # Errors
    /// A new number that is not finite.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let set = Dataset::new(vec![[1.0], [2.0]], vec![[1200.0], [900.0]])?; // grams
    /// let kilograms = set.map_targets(|[grams]| [grams / 1000.0])?;
    /// assert_eq!(kilograms.targets(), [[1.2], [0.9]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn map_targets<T: Target>(self, change: impl FnMut(&Y) -> T) -> Result<Dataset<X, T>> {
        Dataset::new(self.inputs, self.targets.iter().map(change).collect())
    }

    /// Multiplies all inputs by `factor` (in `f64`, then rounded): `1.0 / 255.0` scales pixels to 0..=1.
    ///
    /// # Errors
    /// A product that is not finite.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let pixels = Dataset::new(vec![[0.0, 255.0], [51.0, 102.0]], vec![0_usize, 1])?;
    /// assert_eq!(pixels.scale(1.0 / 255.0)?.inputs()[0], [0.0, 1.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("rescale", "Rescaling", "normalize"))]
    pub fn scale(mut self, factor: f64) -> Result<Self> {
        for input in &mut self.inputs {
            for value in input.as_mut_slice() {
                *value = X::Scalar::of(value.widen() * factor);
            }
        }
        self.check()?;
        Ok(self)
    }
}

/// Prints the size and type, not the numbers.
impl<X: Row, Y: Target> fmt::Debug for Dataset<X, Y> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dataset")
            .field("rows", &self.len())
            .field("inputs", &X::WIDTH)
            .field("dtype", &X::Scalar::NAME)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_must_agree() {
        let error = Dataset::new(vec![[1.0_f32], [2.0]], vec![1_usize]).unwrap_err();
        assert_eq!(error.to_string(), "rows of targets, one for each of the inputs: expected 2, found 1");
    }

    #[test]
    fn empty_is_refused() {
        let error = Dataset::<[f32; 3], usize>::new(vec![], vec![]).unwrap_err();
        assert_eq!(error.to_string(), "a data set needs at least one row, found none");
    }

    #[test]
    fn numbers_must_be_finite() {
        let error = Dataset::new(vec![[1.0, 2.0], [3.0, f64::NAN]], vec![0_usize, 1]).unwrap_err();
        assert_eq!(error.to_string(), "row 1 of the inputs has NaN in column 1: every number must be finite");
        let error = Dataset::new(vec![[1.0_f32]], vec![[0.0, f32::NEG_INFINITY]]).unwrap_err();
        assert_eq!(error.to_string(), "row 0 of the targets has -inf in column 1: every number must be finite");
    }

    #[test]
    fn maps_and_scales_are_checked_again() {
        let data = || Dataset::new(vec![[1.0_f32], [2.0]], vec![0_usize, 1]).unwrap();
        assert_eq!(data().scale(0.5).unwrap().inputs(), [[0.5], [1.0]]);
        assert!(matches!(data().scale(1e300), Err(Error::NotFinite { row: 0, .. })));
        assert!(matches!(data().map_inputs(|[x]| [1.0 / (x - 2.0)]), Err(Error::NotFinite { row: 1, .. })));
        let one_hot = data().map_targets(|&class| [f32::from(class == 0), f32::from(class == 1)]);
        assert_eq!(one_hot.unwrap().targets(), [[1.0, 0.0], [0.0, 1.0]]);
    }

    #[test]
    fn batches_keep_the_order_and_the_rest() {
        let data = Dataset::new(vec![[1.0], [2.0], [3.0]], vec![1_usize, 2, 3]).unwrap();
        let batches: Vec<_> = data.batches(2).collect();
        assert_eq!(batches, [(&[[1.0], [2.0]][..], &[1, 2][..]), (&[[3.0]][..], &[3][..])]);
        assert_eq!(data.batches(0).len(), 3);
    }
}
