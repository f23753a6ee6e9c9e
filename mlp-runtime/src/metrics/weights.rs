//! Checks of the arguments of metrics: equal lengths, valid weights, finite scores.

use crate::error::expect;
use crate::model::class::Class;
use crate::{Error, Float, Result, Row};

/// How much each row counts: sample weights, or 1 for every row.
#[derive(Clone, Copy)]
pub(super) struct Weights<'a>(Option<&'a [f64]>);

impl<'a> Weights<'a> {
    /// The weights of `targets` rows for which there are `found` predictions.
    pub(super) fn check(targets: usize, found: usize, weights: Option<&'a [f64]>) -> Result<Self> {
        if targets == 0 {
            return Err(Error::Empty);
        }
        if found != targets {
            return Err(Error::Shape { what: "predictions, one for each target".into(), expected: targets, found });
        }
        if let Some(weights) = weights {
            if weights.len() != targets {
                let what = "weights, one for each target".into();
                return Err(Error::Shape { what, expected: targets, found: weights.len() });
            }
            for weight in weights {
                expect(*weight >= 0.0 && weight.is_finite(), "weights", "finite numbers of 0 or more", *weight)?;
            }
            let sum: f64 = weights.iter().sum();
            expect(sum > 0.0 && sum.is_finite(), "weights", "a finite sum above 0", sum)?;
        }
        Ok(Self(weights))
    }

    /// The weight of a row.
    pub(super) fn of(self, row: usize) -> f64 {
        self.0.map_or(1.0, |weights| weights[row])
    }

    /// Σ w · value(row) / Σ w over `rows` rows.
    #[allow(clippy::cast_precision_loss)] // row counts stay below 2^53
    pub(super) fn mean(self, rows: usize, value: impl Fn(usize) -> f64) -> f64 {
        match self.0 {
            None => (0..rows).map(value).sum::<f64>() / rows as f64,
            Some(weights) => {
                let sum: f64 = weights.iter().enumerate().map(|(row, weight)| weight * value(row)).sum();
                sum / weights.iter().sum::<f64>()
            }
        }
    }
}

/// Scores as `f64`, every one finite.
pub(super) fn finite_scores<T: Float>(scores: &[T]) -> Result<Vec<f64>> {
    let finite = |(row, score): (usize, &T)| match score.widen() {
        value if value.is_finite() => Ok(value),
        value => Err(Error::NotFinite { part: "scores", row, column: 0, value }),
    };
    scores.iter().enumerate().map(finite).collect()
}

/// Whether every number of the rows is finite.
pub(super) fn finite_rows<R: Row>(part: &'static str, rows: &[R]) -> Result<()> {
    for (row, values) in rows.iter().enumerate() {
        if let Some((column, value)) = values.not_finite() {
            return Err(Error::NotFinite { part, row, column, value });
        }
    }
    Ok(())
}

/// The numbers of the classes, each below `classes`.
pub(super) fn class_indices<C: Class>(targets: &[C], classes: usize) -> Result<Vec<usize>> {
    let index = |(row, target): (usize, &C)| match target.index() {
        index if index < classes => Ok(index),
        index => {
            let problem = format!("expected a class below {classes}, found {index}");
            Err(Error::Target { row, problem })
        }
    };
    targets.iter().enumerate().map(index).collect()
}
