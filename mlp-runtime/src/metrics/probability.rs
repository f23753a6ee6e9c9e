//! How good predicted probabilities are: log-loss and the Brier score.

use super::weights::{Weights, class_indices, finite_rows, finite_scores};
use crate::model::class::Class;
use crate::{Float, Result, Row};

/// Probabilities are kept this far from 0 and 1, so that one wrong certainty does not make the mean infinite.
const EPSILON: f64 = f64::EPSILON;

/// Log-loss of yes-or-no probabilities: the mean of −ln of the probability that was given to the true answer, in nats
/// (scikit-learn's `log_loss`). `probabilities` are those of the class number 1.
///
/// ```
/// use mlp_runtime::metrics::log_loss;
///
/// let found = log_loss(&[true, false, false, true], &[0.9, 0.1, 0.2, 0.65], None)?;
/// assert!((found - 0.21616187468057912).abs() < 1e-15);
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
///
/// # Errors
/// Lengths that differ, no rows, a class other than 0 and 1, a probability that is not finite, and weights that are
/// negative, not finite, or all 0.
#[doc(alias = "cross_entropy")]
pub fn log_loss<C: Class, T: Float>(targets: &[C], probabilities: &[T], weights: Option<&[f64]>) -> Result<f64> {
    let weights = Weights::check(targets.len(), probabilities.len(), weights)?;
    let (targets, yes) = (class_indices(targets, 2)?, finite_scores(probabilities)?);
    Ok(weights.mean(yes.len(), |row| -clipped(if targets[row] == 1 { yes[row] } else { 1.0 - yes[row] }).ln()))
}

/// Log-loss of one of several classes: the mean of −ln of the probability of the true class, in nats (scikit-learn's
/// `log_loss`).
///
/// # Errors
/// As [`log_loss`]; a class beyond the width of the rows.
///
/// ```
/// use mlp::metrics::log_loss_of_classes;
///
/// let found = log_loss_of_classes(&[0, 2], &[[0.5, 0.25, 0.25], [0.25, 0.25, 0.5]], None)?;
/// assert!((found - 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "log_loss")]
pub fn log_loss_of_classes<C: Class, R: Row>(
    targets: &[C],
    probabilities: &[R],
    weights: Option<&[f64]>,
) -> Result<f64> {
    let weights = Weights::check(targets.len(), probabilities.len(), weights)?;
    finite_rows("scores", probabilities)?;
    let targets = class_indices(targets, R::WIDTH)?;
    Ok(weights.mean(targets.len(), |row| -clipped(probabilities[row].as_slice()[targets[row]].widen()).ln()))
}

/// The Brier score of yes-or-no probabilities: the mean of (p − t)² (scikit-learn's `brier_score_loss`).
///
/// # Errors
/// As [`log_loss`].
///
/// ```
/// use mlp::metrics::brier_score;
///
/// let found = brier_score(&[false, true, true, false], &[0.1, 0.9, 0.8, 0.3], None)?;
/// assert!((found - 0.0375).abs() < 1e-15);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "brier_score_loss")]
pub fn brier_score<C: Class, T: Float>(targets: &[C], probabilities: &[T], weights: Option<&[f64]>) -> Result<f64> {
    let weights = Weights::check(targets.len(), probabilities.len(), weights)?;
    let (targets, yes) = (class_indices(targets, 2)?, finite_scores(probabilities)?);
    Ok(weights.mean(yes.len(), |row| (yes[row] - truth(targets[row] == 1)).powi(2)))
}

/// The Brier score of one of several classes: the mean of Σ (p − t)² over the classes, and half of it for two classes,
/// so that it equals [`brier_score`] there (scikit-learn's `brier_score_loss`).
///
/// # Errors
/// As [`log_loss_of_classes`].
///
/// ```
/// use mlp::metrics::brier_score_of_classes;
///
/// let found = brier_score_of_classes(&[0, 2], &[[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]], None)?;
/// assert_eq!(found, 0.25);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias = "brier_score_loss")]
pub fn brier_score_of_classes<C: Class, R: Row>(
    targets: &[C],
    probabilities: &[R],
    weights: Option<&[f64]>,
) -> Result<f64> {
    let weights = Weights::check(targets.len(), probabilities.len(), weights)?;
    finite_rows("scores", probabilities)?;
    let targets = class_indices(targets, R::WIDTH)?;
    let scale = if R::WIDTH == 2 { 0.5 } else { 1.0 };
    Ok(weights.mean(targets.len(), |row| {
        let values = probabilities[row].as_slice().iter().enumerate();
        scale * values.map(|(class, p)| (p.widen() - truth(class == targets[row])).powi(2)).sum::<f64>()
    }))
}

fn clipped(probability: f64) -> f64 {
    probability.clamp(EPSILON, 1.0 - EPSILON)
}

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}
