//! The confusion matrix, and what follows from it for each class.

use std::collections::BTreeMap;

/// How often rows of each class were taken for each class. The ratios follow scikit-learn: 0 where nothing is divided
/// by nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    rows: u64,
    /// The rows of each class.
    support: Vec<u64>,
    /// The rows taken for each class.
    predicted: Vec<u64>,
    /// The rows of each class that were taken for it.
    right: Vec<u64>,
    /// The others, by their true class and the predicted one: few pairs of many classes occur.
    wrong: BTreeMap<(usize, usize), u64>,
}

impl Confusion {
    pub(super) fn new(classes: usize) -> Self {
        let none = vec![0; classes];
        Self { rows: 0, support: none.clone(), predicted: none.clone(), right: none, wrong: BTreeMap::new() }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::new(self.classes());
    }

    /// A class that is none of ours (which training refuses beforehand) is counted as taken for a wrong one.
    pub(super) fn add(&mut self, truth: usize, predicted: usize) {
        self.rows += 1;
        if truth.max(predicted) >= self.classes() {
            return;
        }
        self.support[truth] += 1;
        self.predicted[predicted] += 1;
        if truth == predicted {
            self.right[truth] += 1;
        } else {
            *self.wrong.entry((truth, predicted)).or_default() += 1;
        }
    }

    /// The number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.support.len()
    }

    /// How many rows of class `truth` were taken for `predicted`; 0 beyond the last class.
    #[must_use]
    pub fn count(&self, truth: usize, predicted: usize) -> u64 {
        let count = if truth == predicted { self.right.get(truth) } else { self.wrong.get(&(truth, predicted)) };
        count.copied().unwrap_or(0)
    }

    /// The rows that are of this class.
    #[must_use]
    pub fn support(&self, class: usize) -> u64 {
        self.support.get(class).copied().unwrap_or(0)
    }

    /// The rows that were taken for this class.
    #[must_use]
    pub fn predicted(&self, class: usize) -> u64 {
        self.predicted.get(class).copied().unwrap_or(0)
    }

    /// The share of the rows that were taken for what they are.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio(self.right.iter().sum(), self.rows)
    }

    /// Of the rows taken for this class, the share that are of it.
    #[must_use]
    pub fn precision(&self, class: usize) -> f64 {
        ratio(self.count(class, class), self.predicted(class))
    }

    /// Of the rows of this class, the share that were taken for it.
    #[must_use]
    pub fn recall(&self, class: usize) -> f64 {
        ratio(self.count(class, class), self.support(class))
    }

    /// The harmonic mean of precision and recall.
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
