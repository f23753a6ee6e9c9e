//! What a trainer can be set to, beyond the hyperparameters that it starts from.

use std::borrow::Borrow as _;

use super::plateau::ReduceOnPlateau;
use super::settings::Settings;
use super::{Callback, IntoControlFlow, Trainer};
use crate::data::dataset::Dataset;
use crate::model::class::{AsTarget, Classifies};
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::parallel::Tuning;
use crate::train::class_weights::ClassWeights;
use crate::train::history::Epoch;
use crate::train::schedule::Schedule;

impl<'m, M: Trainable, O: Optimizer, C> Trainer<'m, M, O, C> {
    /// Another optimizer, with fresh moments.
    #[must_use]
    #[doc(alias("learning_rate", "lr", "set_lr", "solver", "compile"))]
    pub fn optimizer<P: Optimizer>(self, optimizer: P) -> Trainer<'m, M, P, C> {
        Trainer {
            model: self.model,
            moments: optimizer.moments(),
            optimizer,
            settings: self.settings,
            checked: false,
            tuning: Tuning::default(),
            validation: self.validation,
            callback: self.callback,
            #[cfg(feature = "files")]
            checkpoints: self.checkpoints,
            class_weights: self.class_weights,
            buffers: self.buffers,
            updates: 0,
            run: self.run,
        }
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self.checked = false;
        self
    }

    /// How the learning rate changes over the epochs of [`fit`](Self::fit), those of earlier fits counted in; single
    /// [steps](Self::step), which belong to no epoch, take the optimizer's own.
    #[must_use]
    #[doc(alias("lr_scheduler", "scheduler", "learning_rate_schedule", "LearningRateScheduler"))]
    pub fn schedule(self, schedule: Schedule) -> Self {
        self.set(|settings| settings.schedule = schedule)
    }

    /// Multiplies the learning rate by `factor`, between 0 and 1, whenever `patience` epochs, at least 1, have not
    /// brought a lower loss, beside the [schedule](Self::schedule) (Keras's `ReduceLROnPlateau` with `min_delta=0`;
    /// PyTorch's, whose patience is one less, with `threshold=0`). The loss is that of the
    /// [validation](Self::validation) set, or of the training set without one. A second [`fit`](Self::fit) goes on with
    /// the rate that the first has reached.
    #[must_use]
    #[doc(alias("ReduceLROnPlateau", "plateau"))]
    pub fn reduce_on_plateau(self, factor: f64, patience: usize) -> Self {
        self.set(|settings| settings.plateau = Some(ReduceOnPlateau { factor, patience }))
    }

    /// How many passes over the training set one [`fit`](Self::fit) makes.
    #[must_use]
    #[doc(alias("max_iter", "n_epochs", "num_epochs", "max_epochs"))]
    pub fn epochs(self, epochs: usize) -> Self {
        self.set(|settings| settings.epochs = epochs)
    }

    /// How many rows an update takes, at least 1; the last batch of an epoch is what is left.
    #[must_use]
    #[doc(alias("batch", "minibatch"))]
    pub fn batch_size(self, rows: usize) -> Self {
        self.set(|settings| settings.batch_size = rows)
    }

    /// Whether each epoch takes the rows in a new random order; true unless set.
    #[must_use]
    pub fn shuffle(self, shuffle: bool) -> Self {
        self.set(|settings| settings.shuffle = shuffle)
    }

    /// The seed of the order of rows and of dropout; 0 unless set. The same seed gives the same bits.
    #[must_use]
    #[doc(alias("random_state", "manual_seed"))]
    pub fn seed(self, seed: u64) -> Self {
        self.set(|settings| settings.seed = seed)
    }

    /// A set to evaluate after each epoch, in prediction mode.
    #[must_use]
    #[doc(alias("validation_data", "validation_split", "validation_set", "eval_set", "valid"))]
    pub fn validation(mut self, set: &'m Dataset<M::Input, M::Target>) -> Self {
        self.validation = Some(set);
        self
    }

    /// How much a row counts in the loss, by its class: a batch's loss is Σ w·ℓ / Σ w over its rows, and so is that of
    /// an epoch and of the validation set. Metrics, and [`evaluate`](Trainable::evaluate), count each row once. One
    /// number of 0 or more for each class, in the order of their numbers; one output with `binary` or `perceptron` has
    /// the classes 0 and 1. Rare classes count as much as frequent ones if each has 1 / the number of its rows.
    ///
    /// For class numbers it is PyTorch's `CrossEntropyLoss(weight=…)`; Keras's `class_weight` divides by the rows, not
    /// by Σ w, and leaves the validation alone. A distribution has the weight of its largest share. With
    /// `label_smoothing` the whole ℓ of a row has the weight of its target, where PyTorch weighs the uniform part by
    /// its own classes.
    ///
    /// [`step`](Self::step) and [`fit`](Self::fit) refuse negative numbers, and `fit` weights that are 0 for all rows of
    /// the training or the validation set, [`Error::Hyperparameter`](crate::Error::Hyperparameter); another count does
    /// not compile. A batch in which no row counts changes nothing.
    #[must_use]
    #[doc(alias("class_weight", "pos_weight"))]
    pub fn class_weights(mut self, weights: <M::Loss as Classifies<M::Output>>::PerClass) -> Self
    where
        M::Loss: Classifies<M::Output>,
    {
        let class = |target: &M::Target| M::LOSS.class_of(target.as_target().borrow());
        self.class_weights = Some(ClassWeights::new(weights.into(), class));
        self.checked = false;
        self
    }

    /// Ends [`fit`](Self::fit) when so many epochs, at least 1, have not brought a lower loss, and leaves the network
    /// as it was after the best epoch of the fit, however the fit ends (Keras's `EarlyStopping` with
    /// `restore_best_weights=True`). The loss is that of the [validation](Self::validation) set, or of the training set
    /// without one. [`History::stop`] and [`History::kept`] say why training ended and which epoch was the best. The
    /// optimizer's moments stay those of the last epoch.
    #[must_use]
    #[doc(alias("EarlyStopping", "patience", "n_iter_no_change", "restore_best_weights"))]
    pub fn early_stopping(self, patience: usize) -> Self {
        self.set(|settings| settings.patience = Some(patience))
    }

    /// Scales a gradient whose norm over all trained tensors is above `norm` > 0 down to it.
    #[must_use]
    #[doc(alias("clip_grad_norm", "clip_grad_norm_", "clipnorm", "max_grad_norm", "gradient_clipping"))]
    pub fn clip_norm(self, norm: f64) -> Self {
        self.set(|settings| settings.clip_norm = Some(norm))
    }

    /// Whether [`fit`](Self::fit) shows its progress on the standard error stream: a line an epoch (of many epochs, every
    /// few) with the time in all and the time left, a bar where that is a terminal, and at the end why it ended and
    /// which weights it kept. False unless set.
    #[must_use]
    #[doc(alias("verbose", "tqdm", "progress_bar"))]
    pub fn progress(self, progress: bool) -> Self {
        self.set(|settings| settings.progress = progress)
    }

    /// How many threads may share a batch of training or validation, at least 1; unless set, as many as the machine
    /// runs side by side. The bits of the results are the same for any number, so the trainer now and then tries fewer,
    /// and goes on with what is fastest; what takes less time than handing it over is not shared. The threads are those
    /// of the whole process, and sleep when they are idle. Set 1 where other threads have work for all cores, such as
    /// trainers of their own.
    ///
    /// Without the feature `threads` there is one thread, and more are an error of the first step.
    #[must_use]
    #[doc(alias("n_jobs", "num_threads", "workers", "num_workers"))]
    pub fn threads(self, threads: usize) -> Self {
        self.set(|settings| settings.threads = threads)
    }

    /// A function to call after each epoch with its figures and the network; it may end the training by returning
    /// [`ControlFlow::Break`](std::ops::ControlFlow::Break).
    ///
    /// A type that names such a trainer names the lifetime of what the function borrows:
    /// `Trainer<'m, Net, Adam, Callback<'c, Net>>`, or just `Trainer<'m, Net>` if it borrows nothing.
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
