//! Rows of any size → the mean and standard deviation of each column in `f64`, and how they scale a number.
//!
//! [`Scaler`](crate::Scaler) and the statement `standardize` both use this.

use crate::{Float, Row};

/// The mean and the population deviation of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Column {
    pub(crate) mean: f64,
    /// 0 for a column that is constant but for rounding, by scikit-learn's rule (`_is_constant_feature`): variance ≤
    /// n·ε·variance + (n·mean·ε)², ε = 2⁻⁵². The same where it is below the normal numbers of the rows' type.
    pub(crate) deviation: f64,
}

/// Those of all columns, for numbers that are finite. Three passes: the range, the mean, then the mean again and the
/// deviation from it, which corrects what rounding has done to both (Chan, Golub & LeVeque, 1983).
pub(crate) fn columns<X: Row>(rows: &[X]) -> Vec<Column> {
    #[allow(clippy::cast_precision_loss)] // row counts stay below 2^53
    let count = rows.len() as f64;
    let mut ranges = vec![[f64::INFINITY, f64::NEG_INFINITY]; X::WIDTH];
    for row in rows {
        for ([low, high], x) in ranges.iter_mut().zip(row.as_slice()) {
            (*low, *high) = (low.min(x.widen()), high.max(x.widen()));
        }
    }
    // The largest of a column is brought to 1..2: neither sums nor squares overflow, or vanish.
    let units: Vec<f64> = ranges.iter().map(|[low, high]| unit(low.abs().max(high.abs()))).collect();
    let mut means = vec![0.0; X::WIDTH];
    for row in rows {
        for ((mean, x), unit) in means.iter_mut().zip(row.as_slice()).zip(&units) {
            *mean += x.widen() * unit;
        }
    }
    means.iter_mut().for_each(|mean| *mean /= count);
    let mut sums = vec![[0.0; 2]; X::WIDTH];
    for row in rows {
        for ((([sum, squares], x), unit), mean) in sums.iter_mut().zip(row.as_slice()).zip(&units).zip(&means) {
            let off = x.widen() * unit - mean;
            *sum += off;
            *squares += off * off;
        }
    }
    let all = ranges.iter().zip(&units).zip(means.iter().zip(&sums));
    all.map(|((range, unit), (mean, sums))| column::<X::Scalar>(*range, 1.0 / unit, *mean, *sums, count)).collect()
}

/// One column out of its range and, in units of `unit`, a mean and the sums of what numbers are off it, and squared.
fn column<T: Float>([low, high]: [f64; 2], unit: f64, mean: f64, [sum, squares]: [f64; 2], count: f64) -> Column {
    if low >= high {
        return Column { mean: if low == high { low + 0.0 } else { 0.0 }, deviation: 0.0 };
    }
    let variance = ((squares - sum * sum / count) / count).max(0.0);
    let mean = mean + sum / count;
    let rounding = count * f64::EPSILON;
    let constant = variance <= rounding * variance + (mean * rounding).powi(2);
    let deviation = variance.sqrt() * unit;
    let constant = constant || deviation < T::min_positive_value().widen();
    Column { mean: (mean * unit).clamp(low, high) + 0.0, deviation: if constant { 0.0 } else { deviation } }
}

/// A power of two that brings `largest` near 1.
fn unit(largest: f64) -> f64 {
    if largest == 0.0 {
        return 1.0;
    }
    (-largest.log2().floor()).clamp(-1000.0, 1000.0).exp2()
}

/// What (x − mean) / deviation is computed with in the type of the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale<T> {
    /// The mean, rounded.
    pub(crate) mean: T,
    /// What rounding took from the mean, where a column is so far from 0 that its numbers would show it: an `f32` near
    /// 1e9 is a multiple of 64.
    pub(crate) rest: T,
    /// 1 for a constant column, as in scikit-learn.
    pub(crate) deviation: T,
}

/// A rest of less than a millionth of the deviation shows nowhere.
const VISIBLE: f64 = 1.0 / (1 << 20) as f64;

impl<T: Float> Scale<T> {
    pub(crate) fn of(column: Column) -> Self {
        let deviation = if column.deviation > 0.0 { T::of(column.deviation) } else { T::one() };
        let mean = T::of(column.mean);
        let rest = column.mean - mean.widen();
        let visible = rest.abs() > VISIBLE * deviation.widen();
        Self { mean, rest: if visible { T::of(rest) } else { T::ZERO }, deviation }
    }

    pub(crate) fn standardized(self, x: T) -> T {
        standardized(x, [self.mean, self.rest, self.deviation])
    }

    /// The number that is standardized to `y`.
    pub(crate) fn original(self, y: T) -> T {
        T::of(y.widen() * self.deviation.widen() + self.rest.widen() + self.mean.widen())
    }
}

/// (x − mean − rest) / deviation. A quarter of everything, for a difference of two numbers may overflow; powers of two
/// change no bit otherwise.
#[inline(always)]
pub(crate) fn standardized<T: Float>(x: T, [mean, rest, deviation]: [T; 3]) -> T {
    let quarter = T::of(0.25);
    (x * quarter - mean * quarter - rest * quarter) / deviation * T::of(4.0)
}
