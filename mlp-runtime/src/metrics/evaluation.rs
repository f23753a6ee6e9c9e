//! The figures of a network on a dataset.

use super::{Confusion, pooled};

/// The loss of a network on a dataset, and the metrics that fit its task. Printed, it is a report.
///
/// ```
/// use mlp_runtime::metrics::{Meter, Task};
///
/// let mut meter = Meter::new(Task::Binary, 1);
/// for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
///     meter.add(&[output], &[target]);
/// }
/// let evaluation = meter.evaluation(0.41).classes(&["no", "yes"]);
/// assert_eq!(evaluation.accuracy(), Some(0.75));
/// assert_eq!(evaluation.precision(1), Some(2.0 / 3.0));
/// println!("{evaluation}");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[doc(alias = "classification_report")]
pub struct Evaluation {
    rows: usize,
    not_finite: usize,
    loss: f64,
    pub(super) figures: Figures,
    names: Vec<String>,
}

/// The part that depends on the task.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Figures {
    Values {
        r2: f64,
        mae: f64,
        rmse: f64,
    },
    /// One choice among several; yes or no is one among two.
    Classes(Confusion),
    /// Yes or no, several times.
    Outputs(Vec<Confusion>),
}

impl Evaluation {
    pub(super) fn new(rows: usize, not_finite: usize, loss: f64, figures: Figures) -> Self {
        let names = Vec::new();
        Self { rows, not_finite, loss, figures, names }
    }

    /// Sets the names of the classes (or of the outputs, if there are several outputs of yes and no). A class without a
    /// name is called by its number.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.classes(&["no", "yes"]).name(1), "yes");
    /// ```
    #[must_use]
    pub fn classes(mut self, names: &[&str]) -> Self {
        self.names = names.iter().copied().map(Into::into).collect();
        self
    }

    /// The name of a class.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.name(1), "1");
    /// ```
    #[must_use]
    pub fn name(&self, class: usize) -> String {
        self.names.get(class).cloned().unwrap_or_else(|| class.to_string())
    }

    pub(super) fn named(&self) -> bool {
        !self.names.is_empty()
    }

    /// The number of rows.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.rows(), 4);
    /// ```
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of rows whose outputs are NaN or infinite. None of them counts as correct, and a report says so.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.not_finite(), 0);
    /// ```
    #[must_use]
    pub fn not_finite(&self) -> usize {
        self.not_finite
    }

    /// The loss: the mean over the rows.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.loss(), 0.41);
    /// ```
    #[must_use]
    pub fn loss(&self) -> f64 {
        self.loss
    }

    /// The fraction of correct predictions, 0..=1, over all outputs if there are several of yes and no. `None` for
    /// values.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.accuracy(), Some(0.75));
    /// ```
    #[must_use]
    #[doc(alias = "accuracy_score")]
    pub fn accuracy(&self) -> Option<f64> {
        match &self.figures {
            Figures::Values { .. } => None,
            Figures::Classes(matrix) => Some(matrix.accuracy()),
            Figures::Outputs(matrices) => Some(pooled(matrices)),
        }
    }

    /// The confusion matrix. `None` for values, and for several outputs of yes and no, which have
    /// [one each](Self::confusion_of).
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().map(|confusion| confusion.support(1)), Some(2));
    /// ```
    #[must_use]
    #[doc(alias = "confusion_matrix")]
    pub fn confusion(&self) -> Option<&Confusion> {
        match &self.figures {
            Figures::Classes(matrix) => Some(matrix),
            _ => None,
        }
    }

    /// The 2×2 confusion matrix of one of several outputs; class 1 is yes (or +1).
    #[must_use]
    pub fn confusion_of(&self, output: usize) -> Option<&Confusion> {
        match &self.figures {
            Figures::Outputs(matrices) => matrices.get(output),
            _ => None,
        }
    }

    /// The fraction of the rows predicted as this class that belong to it. With several outputs of yes and no, `class`
    /// is the number of the output, and its class is yes. `None` for values and beyond the last class.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.precision(1), Some(2.0 / 3.0));
    /// ```
    #[must_use]
    #[doc(alias = "precision_score")]
    pub fn precision(&self, class: usize) -> Option<f64> {
        self.of_class(class, Confusion::precision)
    }

    /// The fraction of the rows of this class that were predicted as it.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.recall(1), Some(1.0));
    /// ```
    #[must_use]
    #[doc(alias = "recall_score")]
    pub fn recall(&self, class: usize) -> Option<f64> {
        self.of_class(class, Confusion::recall)
    }

    /// The harmonic mean of precision and recall of this class.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.f1(1), Some(0.8));
    /// ```
    #[must_use]
    #[doc(alias = "f1_score")]
    pub fn f1(&self, class: usize) -> Option<f64> {
        self.of_class(class, Confusion::f1)
    }

    /// The unweighted mean of the precisions of all classes that occur.
    #[must_use]
    pub fn macro_precision(&self) -> Option<f64> {
        self.mean(Confusion::precision)
    }

    /// The unweighted mean of the recalls of all classes that occur.
    #[must_use]
    pub fn macro_recall(&self) -> Option<f64> {
        self.mean(Confusion::recall)
    }

    /// The unweighted mean of the F1 scores of all classes that occur.
    #[must_use]
    pub fn macro_f1(&self) -> Option<f64> {
        self.mean(Confusion::f1)
    }

    fn of_class(&self, class: usize, figure: fn(&Confusion, usize) -> f64) -> Option<f64> {
        match &self.figures {
            Figures::Values { .. } => None,
            Figures::Classes(matrix) => (class < matrix.classes()).then(|| figure(matrix, class)),
            Figures::Outputs(matrices) => matrices.get(class).map(|matrix| figure(matrix, 1)),
        }
    }

    fn mean(&self, figure: fn(&Confusion, usize) -> f64) -> Option<f64> {
        match &self.figures {
            Figures::Values { .. } => None,
            Figures::Classes(matrix) => Some(matrix.mean(|class| figure(matrix, class))),
            Figures::Outputs(matrices) => {
                let sum: f64 = matrices.iter().map(|matrix| figure(matrix, 1)).sum();
                Some(sum / matrices.len() as f64)
            }
        }
    }
}
