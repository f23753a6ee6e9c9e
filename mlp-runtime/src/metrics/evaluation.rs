//! What is known about a network on a data set after it has seen all of it.

use super::{Confusion, pooled};

/// The loss and the figures that fit the task. Printed, it is a report.
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

    /// The same with names for the classes (for several outputs of yes and no: for the outputs); without one, a class
    /// is called by its number.
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

    /// How many rows were looked at.
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

    /// How many of them had outputs that are NaN or infinite. None of these counts as right, and a report says so.
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

    /// The loss, the mean over the rows.
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

    /// The share of right answers, 0..=1; of all outputs where there are several of yes and no. `None` for values.
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

    /// What was taken for what. `None` for values and for several outputs of yes and no, each of which has
    /// [its own](Self::confusion_of).
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

    /// The 2×2 matrix of one output of several: class 1 is yes (or +1).
    #[must_use]
    pub fn confusion_of(&self, output: usize) -> Option<&Confusion> {
        match &self.figures {
            Figures::Outputs(matrices) => matrices.get(output),
            _ => None,
        }
    }

    /// Of the rows taken for this class, the share that are of it. With several outputs of yes and no, `class` is the
    /// output, and yes is meant. `None` for values and beyond the last class.
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

    /// Of the rows of this class, the share that were taken for it.
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

    /// The mean of the classes' precisions, each class counted alike, those that never occur left out.
    #[must_use]
    pub fn macro_precision(&self) -> Option<f64> {
        self.mean(Confusion::precision)
    }

    /// The mean of the classes' recalls.
    #[must_use]
    pub fn macro_recall(&self) -> Option<f64> {
        self.mean(Confusion::recall)
    }

    /// The mean of the classes' F1.
    #[must_use]
    pub fn macro_f1(&self) -> Option<f64> {
        self.mean(Confusion::f1)
    }

    /// R², the share of the targets' variance that is explained, the mean over the outputs. `None` for classes.
    #[must_use]
    #[doc(alias = "r2_score")]
    pub fn r2(&self) -> Option<f64> {
        match self.figures {
            Figures::Values { r2, .. } => Some(r2),
            _ => None,
        }
    }

    /// The mean absolute error over rows and outputs, in the targets' unit. `None` for classes.
    #[must_use]
    #[doc(alias = "mean_absolute_error")]
    pub fn mae(&self) -> Option<f64> {
        match self.figures {
            Figures::Values { mae, .. } => Some(mae),
            _ => None,
        }
    }

    /// The root of the mean squared error over rows and outputs, in the targets' unit. `None` for classes.
    #[must_use]
    #[doc(alias = "root_mean_squared_error")]
    pub fn rmse(&self) -> Option<f64> {
        match self.figures {
            Figures::Values { rmse, .. } => Some(rmse),
            _ => None,
        }
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
