//! The settings of a trainer, one method each: what watches it, and when it stops.

use super::Trainer;
use super::callback::{Callback, IntoControlFlow};
use crate::data::dataset::Dataset;
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::train::history::Epoch;

impl<'m, M: Trainable, O: Optimizer, C> Trainer<'m, M, O, C> {
    /// A dataset to evaluate after each epoch, in prediction mode.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let (train, validation) = train.split(0.6, 42)?;
    /// let history = Trainer::new(&mut model).validation(&validation).fit(&train)?;
    /// assert!(history.last().is_some_and(|epoch| epoch.validation_loss.is_some()));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("validation_data", "validation_split", "validation_set", "eval_set", "valid"))]
    pub fn validation(mut self, set: &'m Dataset<M::Input, M::Target>) -> Self {
        self.validation = Some(set);
        self
    }

    /// Ends [`fit`](Self::fit) when the loss has not fallen for `patience` epochs, at least 1. However the fit ends,
    /// the network has the weights of the best epoch afterwards (Keras's `EarlyStopping` with
    /// `restore_best_weights=True`). The loss is that of the [validation](Self::validation) set, or of the training set
    /// if there is none. [`History::stop`](crate::History::stop) says why training ended,
    /// [`History::kept`](crate::History::kept) which epoch was the best. The optimizer's moments remain those of the
    /// last epoch.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let validation = Dataset::new(vec![[3.0]], vec![[0.0]])?; // The more the model learns, the worse it is here.
    /// let mut trainer = Trainer::new(&mut model).validation(&validation).early_stopping(3).epochs(1000);
    /// let history = trainer.fit(&train)?;
    /// assert_eq!(history.stop(), Some(mlp::Stop::EarlyStopping { patience: 3 }));
    /// assert_eq!(history.kept(), history.best().map(|epoch| epoch.number));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("EarlyStopping", "patience", "n_iter_no_change", "restore_best_weights"))]
    pub fn early_stopping(self, patience: usize) -> Self {
        self.set(|settings| settings.patience = Some(patience))
    }

    /// Whether [`fit`](Self::fit) shows its progress on the standard error stream. It prints a line per epoch (or per
    /// several epochs if there are many) with the elapsed and the remaining time, a progress bar if the stream is a
    /// terminal, and at the end why training ended and which weights were kept. False by default.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// // A line for each epoch on the standard error stream.
    /// let history = Trainer::new(&mut model).progress(true).fit(&train)?;
    /// assert_eq!(history.epochs().len(), 10);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("verbose", "tqdm", "progress_bar"))]
    pub fn progress(self, progress: bool) -> Self {
        self.set(|settings| settings.progress = progress)
    }

    /// The largest number of threads that may share a batch in training or validation, at least 1. By default it is the
    /// number of threads that the machine runs in parallel. The results are bitwise the same for any number, so the
    /// trainer now and then tries fewer threads and keeps the fastest number. Work that takes less time than handing it
    /// over is not shared. All trainers of a process use the same threads, which sleep when they are idle. Set 1 if
    /// other threads keep all cores busy, such as trainers running in parallel.
    ///
    /// Without the feature `threads` there is one thread, and the first step returns an error if more are set.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let history = Trainer::new(&mut model).threads(1).fit(&train)?;
    /// assert_eq!(history.epochs().len(), 10);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("n_jobs", "num_threads", "workers", "num_workers"))]
    pub fn threads(self, threads: usize) -> Self {
        self.set(|settings| settings.threads = threads)
    }

    /// A function to call after each epoch, with the figures of the epoch and the network. It ends the training by
    /// returning [`ControlFlow::Break`](std::ops::ControlFlow::Break).
    ///
    /// The type of the trainer contains the lifetime of what the function borrows:
    /// `Trainer<'m, Net, Adam, Callback<'c, Net>>`, or just `Trainer<'m, Net>` if it borrows nothing.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    ///
    /// let history = Trainer::new(&mut model)
    ///     .callback(|epoch, _| match epoch.number {
    ///         4 => ControlFlow::Break(()),
    ///         _ => ControlFlow::Continue(()),
    ///     })
    ///     .fit(&train)?;
    /// assert_eq!(history.epochs().len(), 4);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("callbacks", "on_epoch_end", "hook"))]
    pub fn callback<'c, A: IntoControlFlow>(
        self,
        callback: impl FnMut(&Epoch, &M) -> A + Send + 'c,
    ) -> Trainer<'m, M, O, Callback<'c, M>> {
        Trainer {
            model: self.model,
            optimizer: self.optimizer,
            moments: self.moments,
            settings: self.settings,
            checked: self.checked,
            tuning: self.tuning,
            validation: self.validation,
            callback: Callback::new(callback),
            #[cfg(feature = "files")]
            checkpoints: self.checkpoints,
            class_weights: self.class_weights,
            buffers: self.buffers,
            updates: self.updates,
            run: self.run,
        }
    }
}
