//! The confusion matrix, and the figures of each class that follow from it.

use std::collections::BTreeMap;

use super::Decisions;

/// How often rows of each class were predicted as each class. The ratios follow scikit-learn: 0 / 0 is 0. A row whose
/// outputs are not finite counts for its class, and was predicted as no class.
///
/// ```
/// # use mlp::metrics::{Meter, Task};
/// # let mut meter = Meter::new(Task::Binary, 1);
/// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
/// #     meter.add(&[output], &[target]);
/// # }
/// # let evaluation = meter.evaluation(0.41);
/// let confusion = evaluation.confusion().unwrap();
/// assert_eq!((confusion.count(0, 0), confusion.count(0, 1)), (1, 1)); // of two no, one was taken for yes
/// assert_eq!((confusion.recall(0), confusion.recall(1)), (0.5, 1.0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias("confusion_matrix", "ConfusionMatrix"))]
pub struct Confusion {
    rows: u64,
    classes: Vec<Tally>,
    /// The number of wrong predictions by true and predicted class. With many classes, few of these pairs occur.
    wrong: BTreeMap<(usize, usize), u64>,
}

/// The rows of a class, those predicted as it, and those that are both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    support: u64,
    predicted: u64,
    right: u64,
}

impl Confusion {
    pub(super) fn new(classes: usize) -> Self {
        Self { rows: 0, classes: vec![Tally::default(); classes], wrong: BTreeMap::new() }
    }

    /// For no and yes: how many rows of each were predicted as each, or as neither.
    pub(super) fn of_two(counts: Decisions) -> Self {
        let rows = counts.as_flattened().iter().sum();
        let classes = [0, 1].map(|class| Tally {
            support: counts[class].iter().sum(),
            predicted: counts.iter().map(|counts| counts[class]).sum(),
            right: counts[class][class],
        });
        let wrong = [(0, 1), (1, 0)].map(|(truth, predicted)| ((truth, predicted), counts[truth][predicted]));
        Self { rows, classes: classes.into(), wrong: wrong.into() }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::new(self.classes());
    }

    /// Adds a row that was predicted as `predicted`, or as no class. A row of a class that does not exist (training
    /// refuses these) counts as a wrong prediction.
    pub(super) fn add(&mut self, truth: usize, predicted: Option<usize>) {
        self.rows += 1;
        if truth.max(predicted.unwrap_or(0)) >= self.classes() {
            return;
        }
        self.classes[truth].support += 1;
        let Some(predicted) = predicted else { return };
        self.classes[predicted].predicted += 1;
        if truth == predicted {
            self.classes[truth].right += 1;
        } else {
            *self.wrong.entry((truth, predicted)).or_default() += 1;
        }
    }

    fn of(&self, class: usize) -> Tally {
        self.classes.get(class).copied().unwrap_or_default()
    }

    /// The number of classes.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().unwrap().classes(), 2);
    /// ```
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes.len()
    }

    /// How many rows of class `truth` were predicted as `predicted`; 0 beyond the last class.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().unwrap().count(0, 1), 1); // one no was predicted as yes
    /// ```
    #[must_use]
    pub fn count(&self, truth: usize, predicted: usize) -> u64 {
        if truth == predicted {
            self.of(truth).right
        } else {
            self.wrong.get(&(truth, predicted)).copied().unwrap_or(0)
        }
    }

    /// The number of rows of this class.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().unwrap().support(0), 2);
    /// ```
    #[must_use]
    pub fn support(&self, class: usize) -> u64 {
        self.of(class).support
    }

    /// The number of rows that were predicted as this class.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().unwrap().predicted(1), 3);
    /// ```
    #[must_use]
    pub fn predicted(&self, class: usize) -> u64 {
        self.of(class).predicted
    }

    /// The fraction of rows that were predicted correctly.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().unwrap().accuracy(), 0.75);
    /// ```
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio(self.classes.iter().map(|class| class.right).sum(), self.rows)
    }

    /// The fraction of the rows predicted as this class that belong to it.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().unwrap().precision(1), 2.0 / 3.0);
    /// ```
    #[must_use]
    pub fn precision(&self, class: usize) -> f64 {
        ratio(self.count(class, class), self.predicted(class))
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
    /// assert_eq!(evaluation.confusion().unwrap().recall(0), 0.5);
    /// ```
    #[must_use]
    pub fn recall(&self, class: usize) -> f64 {
        ratio(self.count(class, class), self.support(class))
    }

    /// The harmonic mean of precision and recall.
    ///
    /// ```
    /// # use mlp::metrics::{Meter, Task};
    /// # let mut meter = Meter::new(Task::Binary, 1);
    /// # for (output, target) in [(0.9, 1.0), (0.2, 0.0), (0.6, 0.0), (0.7, 1.0)] {
    /// #     meter.add(&[output], &[target]);
    /// # }
    /// # let evaluation = meter.evaluation(0.41);
    /// assert_eq!(evaluation.confusion().unwrap().f1(1), 0.8);
    /// ```
    #[must_use]
    pub fn f1(&self, class: usize) -> f64 {
        ratio(2 * self.count(class, class), self.support(class) + self.predicted(class))
    }

    /// The mean of a figure over the classes that occur, as truth or as prediction.
    pub(super) fn mean(&self, figure: impl Fn(usize) -> f64) -> f64 {
        let occur = (0..self.classes()).filter(|&class| self.support(class) + self.predicted(class) > 0);
        let (sum, classes) = occur.fold((0.0, 0), |(sum, classes), class| (sum + figure(class), classes + 1));
        if classes == 0 { 0.0 } else { sum / f64::from(classes) }
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
