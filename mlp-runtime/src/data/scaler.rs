//! Columns of any unit → mean 0 and standard deviation 1, and back.

use std::marker::PhantomData;

use super::statistics::{self, Column, Scale};
use crate::error::expect;
use crate::model::target::not_finite;
use crate::{Error, Result, Row};

/// Standardizes each column: (x − mean) / std, as the statement `standardize` does. The mean and the standard deviation
/// of the fitted rows are computed in `f64`; the standard deviation is that of the population (over n, not n − 1). A
/// column that is constant by the rule of scikit-learn's `StandardScaler` is divided by 1 and becomes 0, and so is a
/// column whose standard deviation is subnormal in its type.
///
/// ```
/// use mlp_runtime::Scaler;
///
/// let scaler = Scaler::fit(&[[10.0, 7.0], [30.0, 7.0]])?;
/// assert_eq!(scaler.transform(&[30.0, 7.0]), [1.0, 0.0]);
/// assert_eq!(scaler.inverse(&[-1.0, 0.0]), [10.0, 7.0]);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[doc(alias("StandardScaler", "Normalization"))]
pub struct Scaler<X> {
    mean: Vec<f64>,
    deviation: Vec<f64>,
    row: PhantomData<fn(X) -> X>,
}

impl<X: Row> Scaler<X> {
    /// Computes the means and standard deviations of rows. Use training rows only, so that no information about the
    /// test rows leaks into them.
    ///
    /// # Errors
    /// [`Error::Empty`] if there are no rows, [`Error::NotFinite`] for the first number that is not finite.
    ///
    /// ```
    /// use mlp::Scaler;
    ///
    /// let train = [[10.0, 7.0], [30.0, 7.0]];
    /// let scaler = Scaler::fit(&train)?;
    /// assert_eq!(scaler.mean(), [20.0, 7.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("adapt", "new"))]
    pub fn fit(rows: &[X]) -> Result<Self> {
        if rows.is_empty() {
            return Err(Error::Empty);
        }
        let mut numbers = rows.iter().map(|row| not_finite(row.as_slice())).enumerate();
        if let Some((row, (column, value))) = numbers.find_map(|(row, found)| Some((row, found?))) {
            return Err(Error::NotFinite { part: "rows to fit", row, column, value });
        }
        let columns = statistics::columns(rows);
        let mean = columns.iter().map(|column| column.mean).collect();
        let deviation = columns.iter().map(|column| column.deviation).collect();
        Ok(Self { mean, deviation, row: PhantomData })
    }

    /// A scaler with these means and standard deviations, one for each column. With the [`mean`](Self::mean) and the
    /// [`std`](Self::std) of a fitted scaler, a program that predicts can scale like the program that trained.
    /// (`standardize;` in a description saves its own in the network's file.)
    ///
    /// ```
    /// use mlp::Scaler;
    ///
    /// let fitted = Scaler::fit(&[[10.0, 7.0], [30.0, 7.0]])?;
    /// let same = Scaler::<[f64; 2]>::from_parts(fitted.mean(), fitted.std())?;
    /// assert_eq!(same, fitted);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Shape`] if their number differs from the number of columns, [`Error::NotFinite`] for the first that is
    /// not finite, [`Error::Hyperparameter`] for a standard deviation below 0.
    pub fn from_parts(mean: &[f64], std: &[f64]) -> Result<Self> {
        for (part, numbers) in [("means", mean), ("standard deviations", std)] {
            if numbers.len() != X::WIDTH {
                return Err(Error::Shape {
                    what: format!("{part} of the scaler"),
                    expected: X::WIDTH,
                    found: numbers.len(),
                });
            }
            if let Some((column, value)) = not_finite(numbers) {
                return Err(Error::NotFinite { part, row: 0, column, value });
            }
        }
        for &found in std {
            expect(found >= 0.0, "std", "a number of 0 or more", found)?;
        }
        Ok(Self { mean: mean.to_vec(), deviation: std.to_vec(), row: PhantomData })
    }

    /// The mean of each column, in the unit of the column.
    ///
    /// ```
    /// # use mlp::Scaler;
    /// let scaler = Scaler::fit(&[[10.0, 7.0], [30.0, 7.0]])?;
    /// assert_eq!(scaler.mean(), [20.0, 7.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias = "mean_")]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The standard deviation of each column, in the unit of the column; 0 for a constant column.
    ///
    /// ```
    /// # use mlp::Scaler;
    /// let scaler = Scaler::fit(&[[10.0, 7.0], [30.0, 7.0]])?;
    /// assert_eq!(scaler.std(), [10.0, 0.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("deviation", "scale_", "var_"))]
    pub fn std(&self) -> &[f64] {
        &self.deviation
    }

    /// Standardizes a row.
    ///
    /// ```
    /// # use mlp::Scaler;
    /// let scaler = Scaler::fit(&[[10.0, 7.0], [30.0, 7.0]])?;
    /// assert_eq!(scaler.transform(&[30.0, 7.0]), [1.0, 0.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("scale", "normalize"))]
    pub fn transform(&self, row: &X) -> X {
        self.each(row, Scale::standardized)
    }

    /// The inverse of [`transform`](Self::transform): the row in the units of its columns.
    ///
    /// ```
    /// # use mlp::Scaler;
    /// let scaler = Scaler::fit(&[[10.0, 7.0], [30.0, 7.0]])?;
    /// let row = [12.0, 7.0];
    /// assert_eq!(scaler.inverse(&scaler.transform(&row)), row);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "inverse_transform")]
    pub fn inverse(&self, row: &X) -> X {
        self.each(row, Scale::original)
    }

    fn each(&self, row: &X, change: impl Fn(Scale<X::Scalar>, X::Scalar) -> X::Scalar) -> X {
        let mut changed = *row;
        let columns = self.mean.iter().zip(&self.deviation);
        for (value, (&mean, &deviation)) in changed.as_mut_slice().iter_mut().zip(columns) {
            *value = change(Scale::of(Column { mean, deviation }), *value);
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_population_deviation() {
        // Known from textbooks: 2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and population deviation 2.
        let rows = [[2.0], [4.0], [4.0], [4.0], [5.0], [5.0], [7.0], [9.0_f32]];
        let scaler = Scaler::fit(&rows).unwrap();
        assert_eq!((scaler.mean(), scaler.std()), (&[5.0][..], &[2.0][..]));
        assert_eq!(scaler.transform(&[9.0]), [2.0]);
        assert_eq!(scaler.inverse(&[2.0]), [9.0]);
    }

    #[test]
    fn a_constant_column_becomes_zero() {
        let scaler = Scaler::fit(&[[0.1], [0.1], [0.1]]).unwrap();
        assert_eq!(scaler.std(), [0.0]);
        assert_eq!(scaler.transform(&[0.1]), [0.0]);
        assert_eq!(scaler.inverse(&[0.0]), [0.1]);
    }

    #[test]
    fn rebuilt_from_its_parts_or_refused() {
        let fitted = Scaler::fit(&[[1.0_f32, 5.0], [4.0, 5.0]]).unwrap();
        assert_eq!(Scaler::from_parts(fitted.mean(), fitted.std()).unwrap(), fitted);
        let refused = |mean: &[f64], std: &[f64]| Scaler::<[f32; 2]>::from_parts(mean, std).unwrap_err().to_string();
        assert_eq!(refused(&[0.0], &[1.0, 1.0]), "means of the scaler: expected 2, found 1");
        assert_eq!(refused(&[0.0; 2], &[1.0; 3]), "standard deviations of the scaler: expected 2, found 3");
        assert!(refused(&[0.0, f64::NAN], &[1.0; 2]).contains("NaN in column 1"));
        assert_eq!(refused(&[0.0; 2], &[1.0, -2.0]), "std: expected a number of 0 or more, found -2");
    }

    #[test]
    fn nothing_to_learn_from() {
        assert!(matches!(Scaler::<[f32; 2]>::fit(&[]), Err(Error::Empty)));
    }

    #[test]
    fn a_number_that_is_not_finite() {
        let error = Scaler::fit(&[[1.0, 2.0], [1.0, f32::NAN]]).unwrap_err();
        assert_eq!(error.to_string(), "row 1 of the rows to fit has NaN in column 1: every number must be finite");
    }
}
