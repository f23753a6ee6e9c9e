//! The confusion matrix, and what follows from it for each class.

/// How often rows of each class were taken for each class. The ratios follow scikit-learn: 0 where nothing is divided
/// by nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    rows: u64,
    /// A row a true class, a column a predicted one.
    counts: Vec<u64>,
}

impl Confusion {
    pub(super) fn new(classes: usize) -> Self {
        Self { classes, rows: 0, counts: vec![0; classes * classes] }
    }

    pub(super) fn clear(&mut self) {
        self.rows = 0;
        self.counts.fill(0);
    }

    /// A class that is none of ours (which training refuses beforehand) is counted as taken for a wrong one.
    pub(super) fn add(&mut self, truth: usize, predicted: usize) {
        self.rows += 1;
        if truth.max(predicted) < self.classes
            && let Some(count) = self.counts.get_mut(truth * self.classes + predicted)
        {
            *count += 1;
        }
    }

    /// The number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// How many rows of class `truth` were taken for `predicted`; 0 beyond the last class.
    #[must_use]
    pub fn count(&self, truth: usize, predicted: usize) -> u64 {
        if truth.max(predicted) >= self.classes {
            return 0;
        }
        self.counts.get(truth * self.classes + predicted).copied().unwrap_or(0)
    }

    /// The rows that are of this class.
    #[must_use]
    pub fn support(&self, class: usize) -> u64 {
        (0..self.classes).map(|predicted| self.count(class, predicted)).sum()
    }

    /// The rows that were taken for this class.
    #[must_use]
    pub fn predicted(&self, class: usize) -> u64 {
        (0..self.classes).map(|truth| self.count(truth, class)).sum()
    }

    /// The share of the rows that were taken for what they are.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio((0..self.classes).map(|class| self.count(class, class)).sum(), self.rows)
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
        let occur = (0..self.classes).filter(|&class| self.support(class) + self.predicted(class) > 0);
        let (sum, classes) = occur.fold((0.0, 0), |(sum, classes), class| (sum + figure(class), classes + 1));
        if classes == 0 { 0.0 } else { sum / f64::from(classes) }
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
