//! Arrays and flat vectors ↔ rows. Widths are compared once, here.

use ndarray::{Array, Array2, ArrayView, ArrayView1, ArrayView2, Dimension};

use crate::{Dataset, Error, Float, Result, Row, Target};

/// Types that can be converted to rows `R`, such as targets. Values come as two-dimensional arrays, as flat slices, or
/// as one-dimensional arrays if a row is one number; classes as one-dimensional arrays or slices of `usize`.
///
/// ```
/// use ndarray::array;
///
/// let inputs = array![[1.0, 2.0], [3.0, 4.0]];
/// let values: mlp::Dataset<[f64; 2], [f64; 1]> = mlp::Dataset::from_ndarray(inputs.view(), &array![0.5, 1.5])?;
/// let classes: mlp::Dataset<[f64; 2], usize> = mlp::Dataset::from_ndarray(inputs.view(), &[0, 1])?;
/// assert_eq!((values.targets()[1], classes.targets()[1]), ([1.5], 1));
/// # Ok::<(), mlp::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot become rows `{R}`",
    label = "expected `&Array2` or a flat slice of the same number type for values, `&Array1<usize>` or `&[usize]` for classes"
)]
pub trait IntoRows<R>: sealed::Sealed {
    /// The rows, or an [`Error::Shape`] with the expected width. `part` is `inputs` or `targets`.
    fn into_rows(self, part: &'static str) -> Result<Vec<R>>;
}

impl<T: Float, const N: usize> IntoRows<[T; N]> for ArrayView2<'_, T> {
    fn into_rows(self, part: &'static str) -> Result<Vec<[T; N]>> {
        if self.ncols() != N {
            return Err(Error::Shape { what: format!("columns of the {part}"), expected: N, found: self.ncols() });
        }
        Ok(match self.as_slice() {
            Some(values) => values.as_chunks().0.to_vec(),
            None => collect_rows(self.iter().copied()),
        })
    }
}

impl<T: Float> IntoRows<[T; 1]> for ArrayView1<'_, T> {
    fn into_rows(self, _: &'static str) -> Result<Vec<[T; 1]>> {
        Ok(self.iter().map(|&value| [value]).collect())
    }
}

impl IntoRows<usize> for ArrayView1<'_, usize> {
    fn into_rows(self, _: &'static str) -> Result<Vec<usize>> {
        Ok(self.to_vec())
    }
}

impl<T: Float, const N: usize> IntoRows<[T; N]> for &[T] {
    fn into_rows(self, part: &'static str) -> Result<Vec<[T; N]>> {
        let (rows, rest) = self.as_chunks();
        if !rest.is_empty() {
            return Err(Error::Shape {
                what: format!("numbers in the last row of the {part}, {} in all", self.len()),
                expected: N,
                found: rest.len(),
            });
        }
        Ok(rows.to_vec())
    }
}

impl IntoRows<usize> for &[usize] {
    fn into_rows(self, _: &'static str) -> Result<Vec<usize>> {
        Ok(self.to_vec())
    }
}

impl<R, E> IntoRows<R> for &Vec<E>
where
    for<'a> &'a [E]: IntoRows<R>,
{
    fn into_rows(self, part: &'static str) -> Result<Vec<R>> {
        self.as_slice().into_rows(part)
    }
}

impl<R, E, const ROWS: usize> IntoRows<R> for &[E; ROWS]
where
    for<'a> &'a [E]: IntoRows<R>,
{
    fn into_rows(self, part: &'static str) -> Result<Vec<R>> {
        self.as_slice().into_rows(part)
    }
}

impl<R, E, D: Dimension> IntoRows<R> for &Array<E, D>
where
    for<'a> ArrayView<'a, E, D>: IntoRows<R>,
{
    fn into_rows(self, part: &'static str) -> Result<Vec<R>> {
        self.view().into_rows(part)
    }
}

mod sealed {
    use ndarray::{Array, ArrayView};

    pub trait Sealed {}
    impl<T, D> Sealed for ArrayView<'_, T, D> {}
    impl<T, D> Sealed for &Array<T, D> {}
    impl<T> Sealed for &[T] {}
    impl<T> Sealed for &Vec<T> {}
    impl<T, const ROWS: usize> Sealed for &[T; ROWS] {}
}

impl<T: Float, const N: usize, Y: Target> Dataset<[T; N], Y> {
    /// A dataset from arrays whose rows are the rows of the dataset. Classes are an `&Array1<usize>`, values an
    /// `&Array2<T>` (or views).
    ///
    /// (`Dataset::from_npy` and `from_npz` read NumPy's files, with the feature `npy`.)
    ///
    /// # Errors
    /// As [`Dataset::new`], and [`Error::Shape`] if the number of columns differs from the type.
    ///
    /// ```
    /// use mlp_runtime::Dataset;
    /// use ndarray::array;
    ///
    /// let inputs = array![[5.1, 3.5], [6.2, 2.9]];
    /// let flowers: Dataset<[f64; 2], usize> = Dataset::from_ndarray(inputs.view(), &array![0, 1])?;
    /// assert_eq!(flowers.inputs()[1], [6.2, 2.9]);
    ///
    /// let error = Dataset::<[f64; 4], usize>::from_ndarray(inputs.view(), &array![0, 1]).unwrap_err();
    /// assert_eq!(error.to_string(), "columns of the inputs: expected 4, found 2");
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[allow(clippy::needless_pass_by_value)] // a view is a reference
    #[doc(alias("from_numpy", "from_array"))]
    pub fn from_ndarray(inputs: ArrayView2<'_, T>, targets: impl IntoRows<Y>) -> Result<Self> {
        Self::new(inputs.into_rows("inputs")?, targets.into_rows("targets")?)
    }

    /// A dataset from numbers that are stored row after row.
    ///
    /// # Errors
    /// As [`Dataset::new`], and [`Error::Shape`] if the last row is incomplete.
    ///
    /// ```
    /// use mlp_runtime::Dataset;
    ///
    /// let flowers: Dataset<[f64; 2], usize> = Dataset::from_flat(&[5.1, 3.5, 6.2, 2.9], &[0, 1])?;
    /// assert_eq!(flowers.inputs()[1], [6.2, 2.9]);
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[doc(alias("from_vec", "reshape"))]
    pub fn from_flat(inputs: &[T], targets: impl IntoRows<Y>) -> Result<Self> {
        Self::new(inputs.into_rows("inputs")?, targets.into_rows("targets")?)
    }
}

impl<X: Row, Y: Target> Dataset<X, Y> {
    /// A copy of the inputs as a two-dimensional array, `[rows, X::WIDTH]`.
    ///
    /// ```
    /// # use mlp::Dataset;
    /// let set = Dataset::new(vec![[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], vec![0_usize, 1, 1])?;
    /// assert_eq!(set.input_array().shape(), [3, 2]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("to_numpy", "to_ndarray"))]
    pub fn input_array(&self) -> Array2<X::Scalar> {
        Array2::from_shape_fn((self.len(), X::WIDTH), |(row, column)| self.inputs()[row].as_slice()[column])
    }
}

/// Collects numbers into rows; an incomplete last row is dropped. No row is ever on the stack, since it may be larger.
#[derive(Default)]
pub(super) struct RowBuilder<T, const N: usize> {
    rows: Vec<[T; N]>,
    /// The beginning of the next row.
    row: Vec<T>,
}

impl<T: Float, const N: usize> RowBuilder<T, N> {
    pub(super) fn extend(&mut self, mut values: impl Iterator<Item = T>) {
        loop {
            self.row.extend(values.by_ref().take(N - self.row.len()));
            match self.row.as_chunks::<N>().0 {
                [] => return,
                whole => self.rows.extend_from_slice(whole),
            }
            self.row.clear();
        }
    }

    pub(super) fn finish(self) -> Vec<[T; N]> {
        self.rows
    }
}

fn collect_rows<T: Float, const N: usize>(values: impl Iterator<Item = T>) -> Vec<[T; N]> {
    let mut rows = RowBuilder::default();
    rows.extend(values);
    rows.finish()
}

#[cfg(test)]
mod tests {
    use ndarray::{array, s};

    use super::*;

    #[test]
    fn arrays_of_any_layout() {
        let inputs = array![[1.0_f32, 2.0, 3.0], [4.0, 5.0, 6.0]];
        let values = array![[0.5_f32], [1.5]];
        let straight: Dataset<[f32; 3], [f32; 1]> = Dataset::from_ndarray(inputs.view(), &values).unwrap();
        assert_eq!(straight.inputs(), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
        assert_eq!(straight.input_array(), inputs);

        let turned: Dataset<[f32; 2], [f32; 1]> =
            Dataset::from_ndarray(inputs.t(), array![7.0_f32, 8.0, 9.0].view()).unwrap();
        assert_eq!(turned.inputs(), [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]);
        assert_eq!(turned.targets(), [[7.0], [8.0], [9.0]]);

        let second: Dataset<[f32; 2], usize> =
            Dataset::from_ndarray(inputs.slice(s![.., 1..]), array![1_usize, 0].view()).unwrap();
        assert_eq!(second.inputs(), [[2.0, 3.0], [5.0, 6.0]]);
    }

    #[test]
    fn widths_are_compared() {
        let inputs = array![[1.0_f32, 2.0]];
        let wide = Dataset::<[f32; 2], [f32; 3]>::from_ndarray(inputs.view(), &array![[1.0_f32, 2.0]]).unwrap_err();
        assert_eq!(wide.to_string(), "columns of the targets: expected 3, found 2");
        let ragged = Dataset::<[f32; 4], usize>::from_flat(&[0.0; 10], &[1, 2, 3]).unwrap_err();
        assert_eq!(ragged.to_string(), "numbers in the last row of the inputs, 10 in all: expected 4, found 2");
        let short = Dataset::<[f32; 5], usize>::from_flat(&[0.0; 10], &vec![1]).unwrap_err();
        assert_eq!(short.to_string(), "rows of targets, one for each of the inputs: expected 2, found 1");
    }

    #[test]
    fn rows_wider_than_the_stack() {
        const WIDTH: usize = 1 << 21; // 8 MiB a row, and tests have a stack of 2 MiB
        let flat = vec![1.0_f32; 2 * WIDTH];
        let data: Dataset<[f32; WIDTH], usize> = Dataset::from_flat(&flat, &[0, 1]).unwrap();
        assert_eq!(data.len(), 2);
        assert_eq!(collect_rows::<f32, WIDTH>(flat.iter().copied()).len(), 2);
    }
}
