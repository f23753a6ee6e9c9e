//! How far predicted classes agree with the true ones, beyond accuracy.

use super::weights::{Weights, class_indices, finite_rows};
use crate::model::class::Class;
use crate::{Result, Row};

/// The mean of the recalls of all classes that occur: an accuracy that a frequent class cannot dominate (scikit-learn's
/// `balanced_accuracy_score`).
///
/// ```
/// use mlp_runtime::metrics::balanced_accuracy;
///
/// let (targets, predicted) = ([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]);
/// assert_eq!(balanced_accuracy(&targets, &predicted, None)?, 0.625);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
///
/// # Errors
/// Lengths that differ, no rows, and weights that are negative, not finite, or all 0.
#[doc(alias = "balanced_accuracy_score")]
pub fn balanced_accuracy<C: Class>(targets: &[C], predicted: &[C], weights: Option<&[f64]>) -> Result<f64> {
    let table = Table::new(targets, predicted, weights)?;
    let recalls = table.truth.iter().zip(&table.right).filter(|(truth, _)| **truth > 0.0);
    let (sum, classes) = recalls.fold((0.0, 0.0), |(sum, n), (truth, right)| (sum + right / truth, n + 1.0));
    Ok(sum / classes)
}

/// Matthews' correlation coefficient φ, from −1 to 1, for any number of classes (Gorodkin, 2004; scikit-learn's
/// `matthews_corrcoef`). 0 if it is not defined.
///
/// # Errors
/// As [`balanced_accuracy`].
///
/// ```
/// use mlp::metrics::matthews_correlation;
///
/// let found = matthews_correlation(&[true, true, true, false], &[true, false, true, true], None)?;
/// assert!((found + 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "matthews_corrcoef")]
#[doc(alias = "mcc")]
pub fn matthews_correlation<C: Class>(targets: &[C], predicted: &[C], weights: Option<&[f64]>) -> Result<f64> {
    let table = Table::new(targets, predicted, weights)?;
    let (all, right) = (table.truth.iter().sum::<f64>(), table.right.iter().sum::<f64>());
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let both = right * all - dot(&table.truth, &table.predicted);
    let of_predicted = all * all - dot(&table.predicted, &table.predicted);
    let of_truth = all * all - dot(&table.truth, &table.truth);
    Ok(if of_predicted * of_truth == 0.0 { 0.0 } else { both / (of_predicted * of_truth).sqrt() })
}

/// Cohen's κ: 1 − observed / expected disagreement, 0 for agreement by chance (Cohen, 1960; scikit-learn's
/// `cohen_kappa_score`). NaN if targets and predictions are all of the same class.
///
/// # Errors
/// As [`balanced_accuracy`].
///
/// ```
/// use mlp::metrics::cohen_kappa;
///
/// let found = cohen_kappa(&[0, 0, 1, 1], &[0, 0, 1, 0], None)?;
/// assert_eq!(found, 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "cohen_kappa_score")]
pub fn cohen_kappa<C: Class>(targets: &[C], predicted: &[C], weights: Option<&[f64]>) -> Result<f64> {
    let table = Table::new(targets, predicted, weights)?;
    let all: f64 = table.truth.iter().sum();
    let observed = all - table.right.iter().sum::<f64>();
    let by_chance: f64 = table.truth.iter().zip(&table.predicted).map(|(a, b)| a * b).sum();
    Ok(1.0 - observed / (all - by_chance / all))
}

/// The fraction of rows whose true class is among the `k` with the highest scores (scikit-learn's
/// `top_k_accuracy_score`). Of classes with equal scores the one with the higher number comes first.
///
/// # Errors
/// As [`balanced_accuracy`]; a class beyond the width of the rows, and a score that is not finite.
///
/// ```
/// use mlp::metrics::top_k_accuracy;
///
/// let scores = [[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]];
/// assert_eq!(top_k_accuracy(&[0, 1, 2, 2], &scores, 2, None)?, 0.75);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "top_k_accuracy_score")]
#[doc(alias = "TopKCategoricalAccuracy")]
pub fn top_k_accuracy<C: Class, R: Row>(targets: &[C], scores: &[R], k: usize, weights: Option<&[f64]>) -> Result<f64> {
    let weights = Weights::check(targets.len(), scores.len(), weights)?;
    finite_rows("scores", scores)?;
    let targets = class_indices(targets, R::WIDTH)?;
    Ok(weights.mean(targets.len(), |row| {
        let (scores, truth) = (scores[row].as_slice(), targets[row]);
        let own = scores[truth];
        let above = scores.iter().enumerate().filter(|(class, s)| **s > own || **s == own && *class > truth).count();
        f64::from(u8::from(above < k))
    }))
}

/// The margins and the diagonal of a weighted confusion matrix of the classes that occur.
struct Table {
    truth: Vec<f64>,
    predicted: Vec<f64>,
    right: Vec<f64>,
}

impl Table {
    fn new<C: Class>(targets: &[C], predicted: &[C], weights: Option<&[f64]>) -> Result<Self> {
        let weights = Weights::check(targets.len(), predicted.len(), weights)?;
        // Renumbered without gaps, so that memory depends on the rows and not on the class numbers.
        let mut classes: Vec<usize> = targets.iter().chain(predicted).map(|class| class.index()).collect();
        classes.sort_unstable();
        classes.dedup();
        let number = |class: &C| classes.binary_search(&class.index()).unwrap_or_default();
        let sums = || vec![0.0; classes.len()];
        let mut table = Self { truth: sums(), predicted: sums(), right: sums() };
        for (row, (truth, predicted)) in targets.iter().zip(predicted).enumerate() {
            let (truth, predicted, weight) = (number(truth), number(predicted), weights.of(row));
            table.truth[truth] += weight;
            table.predicted[predicted] += weight;
            table.right[truth] += if truth == predicted { weight } else { 0.0 };
        }
        Ok(table)
    }
}
