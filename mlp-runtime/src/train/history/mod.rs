//! The figures of a training, epoch by epoch, as a table, a CSV file, or a plot.

mod csv;
mod table;
#[cfg(test)]
mod tests;

/// One pass over the training rows. Figures are pooled over all rows of the epoch.
///
/// ```
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
/// let history = Trainer::new(&mut model).optimizer(Sgd::new(0.05)).epochs(3).fit(&train)?;
/// for epoch in history.epochs() {
///     println!("{}: {:.4} in {:.1} s", epoch.number, epoch.loss, epoch.seconds);
///     assert_eq!((epoch.learning_rate, epoch.validation_loss), (0.05, None));
/// }
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Epoch {
    /// The number of the epoch, starting at 1.
    pub number: usize,
    /// The training loss, in training mode: see [`History`].
    pub loss: f64,
    /// The metric on the training rows, in training mode.
    pub metric: Option<f64>,
    /// The loss on the validation set after the epoch, in prediction mode.
    pub validation_loss: Option<f64>,
    /// The metric on the validation set after the epoch, in prediction mode.
    pub validation_metric: Option<f64>,
    /// The learning rate of its last update.
    pub learning_rate: f64,
    /// How long it took, including validation; 0 if the platform has no clock (`wasm32-unknown-unknown`).
    pub seconds: f64,
}

impl Epoch {
    /// An epoch with its training loss, for a [`History`] that you build yourself. Set the other figures afterwards.
    ///
    /// ```
    /// let mut epoch = mlp::Epoch::new(1, 0.61);
    /// epoch.metric = Some(0.81);
    /// ```
    #[must_use]
    pub const fn new(number: usize, loss: f64) -> Self {
        Self {
            number,
            loss,
            metric: None,
            validation_loss: None,
            validation_metric: None,
            learning_rate: 0.0,
            seconds: 0.0,
        }
    }

    /// The validation loss, or the training loss without validation: the lower it is, the better the epoch.
    pub(crate) fn decisive_loss(&self) -> f64 {
        self.validation_loss.unwrap_or(self.loss)
    }
}

/// The epochs of a training run, in order. Printed, it is a table.
///
/// Training figures are collected during training, while dropout is active and the weights change. So they can be worse
/// than validation figures, which are computed after the epoch, in prediction mode.
///
/// ```
/// use mlp_runtime::{Epoch, History};
///
/// let mut history = History::new("accuracy");
/// history.push(Epoch::new(1, 0.61));
/// assert_eq!(history.last().map(|epoch| epoch.loss), Some(0.61));
/// println!("{history}");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    metric: &'static str,
    epochs: Vec<Epoch>,
    stop: Option<Stop>,
    kept: Option<usize>,
}

/// Why a [`fit`](crate::Trainer::fit) ended.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use mlp::Stop;
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
///
/// let history = Trainer::new(&mut model).callback(|_, _| ControlFlow::Break(())).fit(&train)?;
/// assert_eq!(history.stop(), Some(Stop::Callback));
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// It trained all epochs.
    Epochs,
    /// The loss did not fall for `patience` epochs: see [`early_stopping`](crate::Trainer::early_stopping).
    EarlyStopping {
        /// The number of epochs.
        patience: usize,
    },
    /// The [callback](crate::Trainer::callback) ended it.
    Callback,
    /// The loss or the weights became NaN or infinite.
    Diverged,
}

impl History {
    /// An empty history. `metric` is the name of the metric.
    ///
    /// ```
    /// let history = mlp::History::new("accuracy");
    /// assert!(history.epochs().is_empty());
    /// ```
    #[must_use]
    pub fn new(metric: &'static str) -> Self {
        Self { metric, epochs: Vec::new(), stop: None, kept: None }
    }

    /// Appends an epoch.
    ///
    /// ```
    /// # use mlp::{Epoch, History};
    /// let mut history = History::new("accuracy");
    /// history.push(Epoch::new(1, 0.61));
    /// assert_eq!(history.epochs().len(), 1);
    /// ```
    pub fn push(&mut self, epoch: Epoch) {
        self.epochs.push(epoch);
    }

    /// All epochs, the first one first.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let history = Trainer::new(&mut model).epochs(3).fit(&train)?;
    /// let numbers: Vec<usize> = history.epochs().iter().map(|epoch| epoch.number).collect();
    /// assert_eq!(numbers, [1, 2, 3]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// The name of the metric, `accuracy` for example.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let history = Trainer::new(&mut model).fit(&train)?;
    /// assert_eq!(history.metric(), "mae"); // `loss mse` measures values, not classes
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn metric(&self) -> &'static str {
        self.metric
    }

    /// The last epoch.
    ///
    /// ```
    /// # use mlp::{Epoch, History};
    /// let mut history = History::new("accuracy");
    /// assert_eq!(history.last(), None);
    /// history.push(Epoch::new(1, 0.61));
    /// assert_eq!(history.last().map(|epoch| epoch.number), Some(1));
    /// ```
    #[must_use]
    pub fn last(&self) -> Option<&Epoch> {
        self.epochs.last()
    }

    /// Why the last fit ended. `None` before its end, and if it failed for another reason.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let history = Trainer::new(&mut model).fit(&train)?;
    /// assert_eq!(history.stop(), Some(mlp::Stop::Epochs));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn stop(&self) -> Option<Stop> {
        self.stop
    }

    /// The number of the epoch whose weights the last fit restored, if it restored any: the best epoch with
    /// [`early_stopping`](crate::Trainer::early_stopping), or the one before the training diverged.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let history = Trainer::new(&mut model).early_stopping(5).fit(&train)?;
    /// assert_eq!(history.kept(), history.best().map(|epoch| epoch.number));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn kept(&self) -> Option<usize> {
        self.kept
    }

    /// A fit ended, or another one begins.
    pub(crate) fn end(&mut self, stop: Option<Stop>, kept: Option<usize>) {
        (self.stop, self.kept) = (stop, kept);
    }

    /// The epoch with the lowest validation loss, or with the lowest training loss if there was no validation. The
    /// first one counts if several are equal; an epoch whose loss is NaN is never the best.
    ///
    /// ```
    /// # use mlp::{Epoch, History};
    /// let mut history = History::new("accuracy");
    /// [0.61, 0.45, 0.52].iter().zip(1..).for_each(|(&loss, number)| history.push(Epoch::new(number, loss)));
    /// assert_eq!(history.best().map(|epoch| epoch.number), Some(2));
    /// ```
    #[must_use]
    pub fn best(&self) -> Option<&Epoch> {
        let validated = self.epochs.iter().any(|epoch| epoch.validation_loss.is_some());
        let losses = self.epochs.iter().filter_map(|epoch| {
            let loss = if validated { epoch.validation_loss } else { Some(epoch.loss) };
            loss.filter(|loss| !loss.is_nan()).map(|loss| (loss, epoch))
        });
        losses.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, epoch)| epoch)
    }

    /// The epochs after the first `epochs`.
    pub(crate) fn since(&self, epochs: usize) -> Self {
        Self { epochs: self.epochs.get(epochs..).unwrap_or_default().to_vec(), ..*self }
    }
}
