//! Errors of predicted values. With several outputs, a figure is the mean over the outputs.

use super::evaluation::{Evaluation, Figures};
use super::weights::{Weights, finite_rows};
use crate::error::expect;
use crate::{Float, Result, Row};

impl Evaluation {
    /// R², the fraction of the variance of the targets that is explained; the mean over the outputs. `None` for
    /// classes.
    #[must_use]
    #[doc(alias = "r2_score")]
    pub fn r2(&self) -> Option<f64> {
        match self.figures {
            Figures::Values { r2, .. } => Some(r2),
            _ => None,
        }
    }

    /// The mean absolute error over rows and outputs, in the unit of the targets. `None` for classes.
    #[must_use]
    #[doc(alias = "mean_absolute_error")]
    pub fn mae(&self) -> Option<f64> {
        match self.figures {
            Figures::Values { mae, .. } => Some(mae),
            _ => None,
        }
    }

    /// The root of the mean squared error over rows and outputs, in the unit of the targets. `None` for classes.
    #[must_use]
    #[doc(alias = "root_mean_squared_error")]
    pub fn rmse(&self) -> Option<f64> {
        match self.figures {
            Figures::Values { rmse, .. } => Some(rmse),
            _ => None,
        }
    }
}

/// The mean of |t − y| / |t|, where |t| counts as 2.2e-16 at least (scikit-learn's `mean_absolute_percentage_error`): a
/// fraction, not a percentage.
///
/// ```
/// use mlp_runtime::metrics::mean_absolute_percentage_error;
///
/// let found = mean_absolute_percentage_error(&[[3.0], [-0.5], [2.0], [7.0]], &[[2.5], [0.0], [2.0], [8.0]], None)?;
/// assert!((found - 0.3273809523809524).abs() < 1e-15);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
///
/// # Errors
/// Lengths that differ, no rows, a number that is not finite, and weights that are negative, not finite, or all 0.
#[doc(alias = "mape")]
pub fn mean_absolute_percentage_error<R: Row>(targets: &[R], values: &[R], weights: Option<&[f64]>) -> Result<f64> {
    let columns = Columns::new(targets, values, weights)?;
    Ok(columns.mean_of(|t, y| (t - y).abs() / t.abs().max(f64::EPSILON)))
}

/// The median of |t − y| (scikit-learn's `median_absolute_error`): outliers hardly move it. With weights, the value at
/// which half of their sum is reached; if it is reached exactly, the mean of that value and the next.
///
/// # Errors
/// As [`mean_absolute_percentage_error`].
///
/// ```
/// use mlp::metrics::median_absolute_error;
///
/// let found = median_absolute_error(&[[3.0], [-0.5], [2.0], [7.0]], &[[2.5], [0.0], [2.0], [8.0]], None)?;
/// assert_eq!(found, 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn median_absolute_error<R: Row>(targets: &[R], values: &[R], weights: Option<&[f64]>) -> Result<f64> {
    let columns = Columns::new(targets, values, weights)?;
    Ok(columns.average(|column| {
        let error = |row: usize| (columns.target(row, column) - columns.value(row, column)).abs();
        let rows = (0..targets.len()).filter(|&row| columns.weights.of(row) > 0.0);
        median(rows.map(|row| (error(row), columns.weights.of(row))).collect())
    }))
}

/// The largest |t − y| (scikit-learn's `max_error`).
///
/// # Errors
/// As [`mean_absolute_percentage_error`].
///
/// ```
/// use mlp::metrics::max_error;
///
/// assert_eq!(max_error(&[[3.0], [2.0], [7.0], [1.0]], &[[4.0], [2.0], [7.0], [1.0]])?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn max_error<R: Row>(targets: &[R], values: &[R]) -> Result<f64> {
    let columns = Columns::new(targets, values, None)?;
    let errors = R::flat(targets).iter().zip(R::flat(columns.values)).map(|(t, y)| (t.widen() - y.widen()).abs());
    Ok(errors.fold(0.0, f64::max))
}

/// 1 − Var(t − y) / Var(t): like R², but a constant offset costs nothing (scikit-learn's `explained_variance_score`).
/// For a constant target it is 1 if the errors are constant too, else 0.
///
/// # Errors
/// As [`mean_absolute_percentage_error`].
///
/// ```
/// use mlp::metrics::explained_variance;
///
/// let targets = [[3.0], [-0.5], [2.0], [7.0]];
/// let found = explained_variance(&targets, &targets.map(|[t]| [t + 10.0]), None)?;
/// assert_eq!(found, 1.0); // A constant offset costs nothing.
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "explained_variance_score")]
pub fn explained_variance<R: Row>(targets: &[R], values: &[R], weights: Option<&[f64]>) -> Result<f64> {
    let columns = Columns::new(targets, values, weights)?;
    let variance = |number: &dyn Fn(usize) -> f64| {
        let mean = columns.weights.mean(targets.len(), number);
        columns.weights.mean(targets.len(), |row| (number(row) - mean).powi(2))
    };
    Ok(columns.average(|column| {
        let errors = variance(&|row| columns.target(row, column) - columns.value(row, column));
        match variance(&|row| columns.target(row, column)) {
            0.0 if errors == 0.0 => 1.0,
            0.0 => 0.0,
            whole => 1.0 - errors / whole,
        }
    }))
}

/// The pinball loss at `level` q: the mean of max(q·d, (q − 1)·d) with d = t − y, which is smallest where y is the
/// q-quantile of the targets (scikit-learn's `mean_pinball_loss`).
///
/// # Errors
/// As [`mean_absolute_percentage_error`]; a level outside 0..=1.
///
/// ```
/// use mlp::metrics::pinball_loss;
///
/// let found = pinball_loss(&[[1.0], [2.0], [3.0]], &[[0.0], [2.0], [3.0]], 0.1, None)?;
/// assert!((found - 0.1 / 3.0).abs() < 1e-15);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "mean_pinball_loss")]
#[doc(alias = "quantile_loss")]
pub fn pinball_loss<R: Row>(targets: &[R], values: &[R], level: f64, weights: Option<&[f64]>) -> Result<f64> {
    expect((0.0..=1.0).contains(&level), "level", "a number of 0..=1", level)?;
    let columns = Columns::new(targets, values, weights)?;
    Ok(columns.mean_of(|t, y| (level * (t - y)).max((level - 1.0) * (t - y))))
}

/// Targets and predictions, column by column.
struct Columns<'a, R> {
    targets: &'a [R],
    values: &'a [R],
    weights: Weights<'a>,
}

impl<'a, R: Row> Columns<'a, R> {
    fn new(targets: &'a [R], values: &'a [R], weights: Option<&'a [f64]>) -> Result<Self> {
        let weights = Weights::check(targets.len(), values.len(), weights)?;
        finite_rows("targets", targets)?;
        finite_rows("predictions", values)?;
        Ok(Self { targets, values, weights })
    }

    fn target(&self, row: usize, column: usize) -> f64 {
        self.targets[row].as_slice()[column].widen()
    }

    fn value(&self, row: usize, column: usize) -> f64 {
        self.values[row].as_slice()[column].widen()
    }

    /// The mean over the columns of a figure of each.
    #[allow(clippy::cast_precision_loss)] // widths stay below 2^24
    fn average(&self, figure: impl Fn(usize) -> f64) -> f64 {
        (0..R::WIDTH).map(figure).sum::<f64>() / R::WIDTH as f64
    }

    /// The mean over rows and columns of f(target, value).
    fn mean_of(&self, f: impl Fn(f64, f64) -> f64) -> f64 {
        self.average(|column| {
            self.weights.mean(self.targets.len(), |row| f(self.target(row, column), self.value(row, column)))
        })
    }
}

/// The median of values with weights above 0.
fn median(mut values: Vec<(f64, f64)>) -> f64 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    for (i, (value, weight)) in values.iter().enumerate() {
        sum += weight;
        if sum >= half {
            let next = values.get(i + 1).filter(|_| sum == half);
            return next.map_or(*value, |(next, _)| f64::midpoint(*value, *next));
        }
    }
    f64::NAN
}
