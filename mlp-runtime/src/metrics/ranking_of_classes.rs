//! How well the scores of several classes rank the rows, averaged over the classes or over pairs of them.

use super::ranking::{average_precision, roc_auc};
use super::weights::{Weights, class_indices, finite_rows};
use crate::model::class::Class;
use crate::{Result, Row};

/// How the figures of several classes become one.
///
/// ```
/// use mlp::metrics::{Average, roc_auc_one_vs_rest};
///
/// let scores = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]];
/// assert_eq!(roc_auc_one_vs_rest(&[0, 1, 2], &scores, Average::Macro, None)?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Average {
    /// Every class counts the same.
    Macro,
    /// A class counts as much as it has rows, by their weights. Classes without rows are left out.
    Weighted,
}

/// The area under the ROC curve of each class against all others, averaged (scikit-learn's `roc_auc_score` with
/// `multi_class="ovr"`). With [`Average::Macro`] it is NaN if a class has no rows.
///
/// # Errors
/// As [`roc_curve`](super::roc_curve); a class beyond the width of the scores.
///
/// ```
/// use mlp::metrics::{Average, roc_auc_one_vs_rest};
///
/// let scores = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]];
/// assert_eq!(roc_auc_one_vs_rest(&[0, 1, 2], &scores, Average::Macro, None)?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn roc_auc_one_vs_rest<C: Class, R: Row>(
    targets: &[C],
    scores: &[R],
    average: Average,
    weights: Option<&[f64]>,
) -> Result<f64> {
    each_class(targets, scores, average, weights, roc_auc)
}

/// The average precision of each class against all others, averaged. A class without rows counts 0 with
/// [`Average::Macro`].
///
/// # Errors
/// As [`roc_auc_one_vs_rest`].
///
/// ```
/// use mlp::metrics::{Average, average_precision_one_vs_rest};
///
/// let scores = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]];
/// assert_eq!(average_precision_one_vs_rest(&[0, 1, 2], &scores, Average::Macro, None)?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn average_precision_one_vs_rest<C: Class, R: Row>(
    targets: &[C],
    scores: &[R],
    average: Average,
    weights: Option<&[f64]>,
) -> Result<f64> {
    each_class(targets, scores, average, weights, average_precision)
}

/// The area under the ROC curve for each pair of classes, from both sides, averaged over the pairs that occur (Hand and
/// Till, 2001; scikit-learn's `roc_auc_score` with `multi_class="ovo"`). With [`Average::Weighted`] a pair counts as
/// much as it has rows.
///
/// # Errors
/// As [`roc_auc_one_vs_rest`].
///
/// ```
/// use mlp::metrics::{Average, roc_auc_one_vs_one};
///
/// let scores = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]];
/// assert_eq!(roc_auc_one_vs_one(&[0, 1, 2], &scores, Average::Macro)?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
#[allow(clippy::cast_precision_loss)] // row counts stay below 2^53
pub fn roc_auc_one_vs_one<C: Class, R: Row>(targets: &[C], scores: &[R], average: Average) -> Result<f64> {
    Weights::check(targets.len(), scores.len(), None)?;
    finite_rows("scores", scores)?;
    let targets = class_indices(targets, R::WIDTH)?;
    let present: Vec<usize> = (0..R::WIDTH).filter(|class| targets.contains(class)).collect();
    let (mut sum, mut total) = (0.0, 0.0);
    for (i, &a) in present.iter().enumerate() {
        for &b in &present[i + 1..] {
            let rows: Vec<usize> = (0..targets.len()).filter(|&row| targets[row] == a || targets[row] == b).collect();
            let of = |class: usize| {
                let truth: Vec<bool> = rows.iter().map(|&row| targets[row] == class).collect();
                let scores: Vec<R::Scalar> = rows.iter().map(|&row| scores[row].as_slice()[class]).collect();
                roc_auc(&truth, &scores, None)
            };
            let weight = if average == Average::Macro { 1.0 } else { rows.len() as f64 };
            sum += weight * f64::midpoint(of(a)?, of(b)?);
            total += weight;
        }
    }
    Ok(sum / total)
}

/// `figure` of each class against all others, averaged.
fn each_class<C: Class, R: Row>(
    targets: &[C],
    scores: &[R],
    average: Average,
    weights: Option<&[f64]>,
    figure: impl Fn(&[bool], &[R::Scalar], Option<&[f64]>) -> Result<f64>,
) -> Result<f64> {
    let row_weights = Weights::check(targets.len(), scores.len(), weights)?;
    finite_rows("scores", scores)?;
    let targets = class_indices(targets, R::WIDTH)?;
    let (mut sum, mut total) = (0.0, 0.0);
    for class in 0..R::WIDTH {
        let truth: Vec<bool> = targets.iter().map(|&target| target == class).collect();
        let support: f64 = (0..truth.len()).filter(|&row| truth[row]).map(|row| row_weights.of(row)).sum();
        let weight = if average == Average::Macro { 1.0 } else { support };
        if weight > 0.0 {
            let of_class: Vec<R::Scalar> = scores.iter().map(|row| row.as_slice()[class]).collect();
            sum += weight * figure(&truth, &of_class, weights)?;
            total += weight;
        }
    }
    Ok(sum / total)
}
