//! How well scores rank the rows of one class above the others: ROC and precision-recall curves, and their areas.

use super::weights::{Weights, class_indices, finite_scores};
use crate::model::class::Class;
use crate::{Error, Float, Result};

/// The receiver operating characteristic, one point for each distinct score, from (0, 0) to (1, 1).
///
/// ```
/// use mlp::metrics::roc_curve;
///
/// let curve = roc_curve(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8], None)?;
/// assert_eq!(curve.false_positive_rate, [0.0, 0.0, 0.5, 0.5, 1.0]);
/// assert_eq!(curve.true_positive_rate, [0.0, 0.5, 0.5, 1.0, 1.0]);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[doc(alias = "roc")]
pub struct RocCurve {
    /// The fraction of the negative rows with a score of at least the threshold.
    pub false_positive_rate: Vec<f64>,
    /// The fraction of the positive rows with a score of at least the threshold: the recall.
    pub true_positive_rate: Vec<f64>,
    /// The scores in descending order, after an infinite first one.
    pub thresholds: Vec<f64>,
}

/// Precision and recall, one point for each distinct score in ascending order, and a last one at precision 1, recall 0.
///
/// ```
/// use mlp::metrics::precision_recall_curve;
///
/// let curve = precision_recall_curve(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8], None)?;
/// assert_eq!(curve.recall, [1.0, 1.0, 0.5, 0.5, 0.0]);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PrecisionRecallCurve {
    /// The fraction of the rows with a score of at least the threshold that are positive.
    pub precision: Vec<f64>,
    /// The fraction of the positive rows with a score of at least the threshold.
    pub recall: Vec<f64>,
    /// The scores in ascending order, one fewer than there are points.
    pub thresholds: Vec<f64>,
}

/// The ROC curve of scores for the class number 1 (`true`, or the second of two classes), as scikit-learn's `roc_curve`
/// with `drop_intermediate=False`. Rows with weight 0 are ignored. A rate is NaN if no row is of its class.
///
/// # Errors
/// Lengths that differ, no rows, a class other than 0 and 1, a score that is not finite, and weights that are negative,
/// not finite, or all 0.
///
/// ```
/// use mlp::metrics::roc_curve;
///
/// let curve = roc_curve(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8], None)?;
/// assert_eq!(curve.thresholds, [f64::INFINITY, 0.8, 0.4, 0.35, 0.1]);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn roc_curve<C: Class, T: Float>(targets: &[C], scores: &[T], weights: Option<&[f64]>) -> Result<RocCurve> {
    let steps = steps(targets, scores, weights)?;
    let last = steps.last().map_or((0.0, 0.0), |step| (step.false_positives, step.true_positives));
    let from_start = || steps.iter();
    Ok(RocCurve {
        false_positive_rate: std::iter::once(0.0 / last.0)
            .chain(from_start().map(|step| step.false_positives / last.0))
            .collect(),
        true_positive_rate: std::iter::once(0.0 / last.1)
            .chain(from_start().map(|step| step.true_positives / last.1))
            .collect(),
        thresholds: std::iter::once(f64::INFINITY).chain(from_start().map(|step| step.threshold)).collect(),
    })
}

/// The area under the ROC curve: the probability that a positive row has a higher score than a negative one, where a
/// tie counts one half (scikit-learn's `roc_auc_score`). NaN if all rows are of one class.
///
/// ```
/// use mlp_runtime::metrics::roc_auc;
///
/// let targets = [false, false, true, true];
/// assert_eq!(roc_auc(&targets, &[0.1, 0.4, 0.35, 0.8], None)?, 0.75);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
///
/// # Errors
/// As [`roc_curve`].
#[doc(alias("roc_auc_score", "AUC"))]
pub fn roc_auc<C: Class, T: Float>(targets: &[C], scores: &[T], weights: Option<&[f64]>) -> Result<f64> {
    let curve = roc_curve(targets, scores, weights)?;
    let points = curve.false_positive_rate.windows(2).zip(curve.true_positive_rate.windows(2));
    Ok(points.map(|(x, y)| (x[1] - x[0]) * (y[0] + y[1]) / 2.0).sum())
}

/// The precision-recall curve of scores for the class number 1, as scikit-learn's `precision_recall_curve`.
///
/// # Errors
/// As [`roc_curve`].
///
/// ```
/// use mlp::metrics::precision_recall_curve;
///
/// let curve = precision_recall_curve(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8], None)?;
/// assert_eq!(curve.thresholds, [0.1, 0.35, 0.4, 0.8]);
/// assert_eq!(curve.precision[2..], [0.5, 1.0, 1.0]);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn precision_recall_curve<C: Class, T: Float>(
    targets: &[C],
    scores: &[T],
    weights: Option<&[f64]>,
) -> Result<PrecisionRecallCurve> {
    let steps = steps(targets, scores, weights)?;
    let positives = steps.last().map_or(0.0, |step| step.true_positives);
    let precision = |step: &Step| ratio(step.true_positives, step.true_positives + step.false_positives);
    let recall = |step: &Step| if positives > 0.0 { step.true_positives / positives } else { 1.0 };
    Ok(PrecisionRecallCurve {
        precision: steps.iter().rev().map(precision).chain([1.0]).collect(),
        recall: steps.iter().rev().map(recall).chain([0.0]).collect(),
        thresholds: steps.iter().rev().map(|step| step.threshold).collect(),
    })
}

/// Average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over the thresholds, with precision P and recall R (scikit-learn's
/// `average_precision_score`). 0 if no row is positive.
///
/// ```
/// use mlp_runtime::metrics::average_precision;
///
/// let targets = [false, false, true, true];
/// let found = average_precision(&targets, &[0.1, 0.4, 0.35, 0.8], None)?;
/// assert!((found - 0.8333333333333333).abs() < 1e-15);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
///
/// # Errors
/// As [`roc_curve`].
#[doc(alias = "average_precision_score")]
pub fn average_precision<C: Class, T: Float>(targets: &[C], scores: &[T], weights: Option<&[f64]>) -> Result<f64> {
    let steps = steps(targets, scores, weights)?;
    let positives = steps.last().map_or(0.0, |step| step.true_positives);
    let (mut area, mut recall) = (0.0, 0.0);
    for step in &steps {
        let next = ratio(step.true_positives, positives);
        area += (next - recall) * ratio(step.true_positives, step.true_positives + step.false_positives);
        recall = next;
    }
    Ok(area)
}

/// The counts for a threshold at one distinct score.
struct Step {
    threshold: f64,
    false_positives: f64,
    true_positives: f64,
}

/// The steps of both curves, by descending threshold.
fn steps<C: Class, T: Float>(targets: &[C], scores: &[T], weights: Option<&[f64]>) -> Result<Vec<Step>> {
    let weights = Weights::check(targets.len(), scores.len(), weights)?;
    let (targets, scores) = (class_indices(targets, 2)?, finite_scores(scores)?);
    let mut order: Vec<usize> = (0..scores.len()).filter(|&row| weights.of(row) > 0.0).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let (mut steps, mut counts): (Vec<Step>, [f64; 2]) = (Vec::new(), [0.0; 2]);
    for (i, &row) in order.iter().enumerate() {
        counts[targets[row]] += weights.of(row);
        if order.get(i + 1).is_none_or(|&next| scores[next] != scores[row]) {
            let [false_positives, true_positives] = counts;
            steps.push(Step { threshold: scores[row], false_positives, true_positives });
        }
    }
    if steps.is_empty() { Err(Error::Empty) } else { Ok(steps) }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
