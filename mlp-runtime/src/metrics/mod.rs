//! Metrics: scikit-learn's figures as functions, and the figures of [`Evaluation`], computed row by row in `f64`.

mod agreement;
mod confusion;
mod errors;
mod evaluation;
mod probability;
mod ranking;
mod ranking_of_classes;
mod report;
mod watch;
mod weights;

use crate::model::target::{all_finite, decided};
use crate::{Float, Target};

pub use agreement::{balanced_accuracy, cohen_kappa, matthews_correlation, top_k_accuracy};
pub use confusion::Confusion;
pub use errors::{explained_variance, max_error, mean_absolute_percentage_error, median_absolute_error, pinball_loss};
pub use evaluation::Evaluation;
use evaluation::Figures;
pub use probability::{brier_score, brier_score_of_classes, log_loss, log_loss_of_classes};
pub use ranking::{PrecisionRecallCurve, RocCurve, average_precision, precision_recall_curve, roc_auc, roc_curve};
pub use ranking_of_classes::{Average, average_precision_one_vs_rest, roc_auc_one_vs_one, roc_auc_one_vs_rest};
pub(crate) use report::figure;
pub(crate) use watch::Watch;

/// What the outputs of a network mean, which decides the metrics.
///
/// ```
/// use mlp::metrics::{Meter, Task};
///
/// let mut meter = Meter::new(Task::Regression, 1);
/// meter.add(&[1.5], &[2.0]);
/// assert_eq!(meter.metric(), Some(("mae", 0.5)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Task {
    /// Values, judged by their errors.
    Regression,
    /// Each output, and its target, is yes if it is above 0.5, otherwise no.
    Binary,
    /// The largest output is the class.
    Classes,
    /// Each output, and its target, is +1 if it is above 0, otherwise −1.
    Signs,
}

impl Task {
    /// The name of the number that [`Meter::metric`] returns: `accuracy`, or `mae` for the mean absolute error.
    ///
    /// ```
    /// use mlp::metrics::Task;
    ///
    /// assert_eq!((Task::Classes.metric(), Task::Regression.metric()), ("accuracy", "mae"));
    /// ```
    #[must_use]
    pub fn metric(self) -> &'static str {
        match self {
            Self::Regression => "mae",
            Self::Binary | Self::Classes | Self::Signs => "accuracy",
        }
    }

    /// An output above it is yes, or +1.
    fn threshold(self) -> f64 {
        if self == Self::Signs { 0.0 } else { 0.5 }
    }
}

/// Accumulates metrics row by row. It needs memory for each class, and for each pair of classes that are confused.
///
/// A row whose outputs are not all finite never counts as correct: it is a row of its class that was predicted as no
/// class. Errors of values become NaN or infinite. [`Evaluation::not_finite`] counts these rows.
///
/// ```
/// use mlp_runtime::metrics::{Meter, Task};
///
/// let mut meter = Meter::new(Task::Classes, 3);
/// meter.add(&[0.1, 0.7, 0.2], &1);
/// meter.add(&[0.5, 0.3, 0.2], &2);
/// assert_eq!(meter.metric(), Some(("accuracy", 0.5)));
/// ```
#[derive(Clone, Debug)]
pub struct Meter {
    task: Task,
    watch: Watch,
    sums: Sums,
}

#[derive(Clone, Debug)]
enum Sums {
    /// Of classes.
    Matrix(Confusion),
    /// For each output of no or yes: how many rows of each were predicted as each, and as neither.
    Decisions(Vec<Decisions>),
    /// Of values, one for each output.
    Errors(Vec<Errors>),
}

/// Rows of no and of yes: those predicted as no, those predicted as yes, and those whose outputs are not finite.
type Decisions = [[u64; 3]; 2];

/// Sums over the errors of one output.
#[derive(Clone, Copy, Debug, Default)]
struct Errors {
    absolute: f64,
    squared: f64,
    mean: f64,
    /// Σ (t − mean)², kept up to date by Welford's method (Technometrics 4, 1962).
    spread: f64,
}

impl Meter {
    /// A meter for a network with this number of outputs.
    ///
    /// ```
    /// use mlp::metrics::{Meter, Task};
    ///
    /// assert_eq!(Meter::new(Task::Classes, 10).metric(), None); // no rows yet
    /// ```
    #[must_use]
    pub fn new(task: Task, outputs: usize) -> Self {
        let sums = match task {
            Task::Regression => Sums::Errors(vec![Errors::default(); outputs]),
            Task::Classes => Sums::Matrix(Confusion::new(outputs)),
            Task::Binary | Task::Signs => Sums::Decisions(vec![Decisions::default(); outputs]),
        };
        Self { task, watch: Watch::new(task, outputs), sums }
    }

    /// Forgets all rows.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// let mut meter = Meter::new(Task::Classes, 3);
    /// meter.add(&[0.1, 0.7, 0.2], &1);
    /// meter.clear();
    /// assert_eq!(meter.metric(), None);
    /// ```
    pub fn clear(&mut self) {
        self.watch.clear();
        match &mut self.sums {
            Sums::Matrix(matrix) => matrix.clear(),
            Sums::Decisions(counts) => counts.fill(Decisions::default()),
            Sums::Errors(errors) => errors.fill(Errors::default()),
        }
    }

    /// Adds one row: the network's output (after the last activation) and the target.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// let mut meter = Meter::new(Task::Classes, 3);
    /// meter.add(&[0.1, 0.7, 0.2], &1);
    /// assert_eq!(meter.metric(), Some(("accuracy", 1.0)));
    /// ```
    #[inline]
    pub fn add<T: Float>(&mut self, output: &[T], target: &impl Target) {
        self.watch.add(output, target);
        match &mut self.sums {
            Sums::Matrix(matrix) => matrix.add(target.class(), decided(output)),
            Sums::Decisions(counts) => {
                let (threshold, finite) = (self.task.threshold(), all_finite(output));
                for (i, (counts, value)) in counts.iter_mut().zip(output).enumerate() {
                    let truth = target.value(i) > threshold;
                    let found = if finite { usize::from(value.widen() > threshold) } else { 2 };
                    counts[usize::from(truth)][found] += 1;
                }
            }
            Sums::Errors(errors) => {
                for (i, (errors, value)) in errors.iter_mut().zip(output).enumerate() {
                    errors.add(target.value(i), value.widen(), self.watch.rows());
                }
            }
        }
    }

    /// The name and the value of the metric that training reports: accuracy for classes, the mean absolute error for
    /// values. `None` before the first row.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// let mut meter = Meter::new(Task::Binary, 1);
    /// meter.add(&[0.9], &[1.0]);
    /// meter.add(&[0.8], &[0.0]);
    /// assert_eq!(meter.metric(), Some(("accuracy", 0.5)));
    /// ```
    #[must_use]
    pub fn metric(&self) -> Option<(&'static str, f64)> {
        Some((self.task.metric(), self.watch.metric()?))
    }

    /// All figures of the rows so far. `loss` is the loss of the network over the same rows.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// let mut meter = Meter::new(Task::Regression, 1);
    /// meter.add(&[1.0], &[2.0]);
    /// meter.add(&[5.0], &[5.0]);
    /// let evaluation = meter.evaluation(0.5);
    /// assert_eq!((evaluation.loss(), evaluation.mae(), evaluation.rmse()), (0.5, Some(0.5), Some(0.5_f64.sqrt())));
    /// ```
    #[must_use]
    pub fn evaluation(&self, loss: f64) -> Evaluation {
        let figures = match &self.sums {
            Sums::Matrix(matrix) => Figures::Classes(matrix.clone()),
            Sums::Decisions(counts) => match counts.as_slice() {
                [counts] => Figures::Classes(Confusion::of_two(*counts)),
                counts => Figures::Outputs(counts.iter().copied().map(Confusion::of_two).collect()),
            },
            Sums::Errors(errors) => Figures::Values {
                r2: errors.iter().map(Errors::r2).sum::<f64>() / errors.len() as f64,
                mae: mean(errors, self.watch.rows(), |errors| errors.absolute),
                rmse: mean(errors, self.watch.rows(), |errors| errors.squared).sqrt(),
            },
        };
        let names: &[&str] = match (&figures, self.task) {
            (Figures::Classes(_), Task::Signs) => &["-1", "+1"],
            _ => &[],
        };
        Evaluation::new(self.watch.rows(), self.watch.not_finite(), loss, figures).classes(names)
    }
}

impl Errors {
    fn add(&mut self, target: f64, value: f64, row: usize) {
        let error = value - target;
        self.absolute += error.abs();
        self.squared += error * error;
        let off = target - self.mean;
        self.mean += off / row as f64;
        self.spread += off * (target - self.mean);
    }

    /// R² = 1 − Σ (y − t)² / Σ (t − mean)². If all targets are equal, it is 1 without any error, otherwise 0, as in
    /// scikit-learn.
    fn r2(&self) -> f64 {
        if self.spread > 0.0 {
            1.0 - self.squared / self.spread
        } else if self.squared == 0.0 {
            1.0
        } else {
            self.squared * 0.0 // NaN if the errors are not finite
        }
    }
}

/// The mean over rows and outputs.
fn mean(errors: &[Errors], rows: usize, part: impl Fn(&Errors) -> f64) -> f64 {
    errors.iter().map(part).sum::<f64>() / (rows * errors.len()) as f64
}

/// The accuracy over all rows and outputs.
pub(crate) fn pooled(matrices: &[Confusion]) -> f64 {
    matrices.iter().map(Confusion::accuracy).sum::<f64>() / matrices.len() as f64
}
