//! The settings of a trainer, one method each: how it learns.

use std::borrow::Borrow as _;

use super::Trainer;
use crate::model::class::{AsTarget, Classifies};
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::parallel::Tuning;
use crate::train::class_weights::ClassWeights;
use crate::train::plateau::ReduceOnPlateau;
use crate::train::schedule::Schedule;
use crate::train::settings::Settings;

impl<'m, M: Trainable, O: Optimizer, C> Trainer<'m, M, O, C> {
    /// Another optimizer, with fresh moments.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let history = Trainer::new(&mut model).optimizer(Adam::new(0.05)).fit(&train)?;
    /// assert_eq!(history.last().map(|epoch| epoch.learning_rate), Some(0.05));
    /// # Ok::<(), mlp::Error>(())
    /// ```
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

    pub(super) fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self.checked = false;
        self
    }

    /// How the learning rate changes over the epochs of [`fit`](Self::fit), which continue those of earlier fits.
    /// Single [steps](Self::step) do not belong to an epoch and use the optimizer's own rate.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let schedule = Schedule::exponential(0.5);
    /// let history = Trainer::new(&mut model).optimizer(Sgd::new(0.1)).schedule(schedule).epochs(3).fit(&train)?;
    /// let rates: Vec<f64> = history.epochs().iter().map(|epoch| epoch.learning_rate).collect();
    /// assert_eq!(rates, [0.1, 0.05, 0.025]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("lr_scheduler", "scheduler", "learning_rate_schedule", "LearningRateScheduler"))]
    pub fn schedule(self, schedule: Schedule) -> Self {
        self.set(|settings| settings.schedule = schedule)
    }

    /// Multiplies the learning rate by `factor`, between 0 and 1, whenever the loss has not fallen for `patience`
    /// epochs, at least 1. This is Keras's `ReduceLROnPlateau` with `min_delta=0`, and PyTorch's with `threshold=0` and
    /// a patience one less. The loss is that of the [validation](Self::validation) set, or of the training set if there
    /// is none. The factor applies in addition to the [schedule](Self::schedule). A second [`fit`](Self::fit) continues
    /// with the rate that the first one reached.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = Trainer::new(&mut model).reduce_on_plateau(0.1, 5).epochs(500);
    /// let history = trainer.fit(&train)?; // Once the loss stops falling, the rate does not stay at 0.01.
    /// assert!(history.last().is_some_and(|epoch| epoch.learning_rate <= 0.01));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("ReduceLROnPlateau", "plateau"))]
    pub fn reduce_on_plateau(self, factor: f64, patience: usize) -> Self {
        self.set(|settings| settings.plateau = Some(ReduceOnPlateau { factor, patience }))
    }

    /// How many passes over the training set one [`fit`](Self::fit) makes.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = Trainer::new(&mut model).epochs(3);
    /// trainer.fit(&train)?;
    /// trainer.fit(&train)?; // three more
    /// assert_eq!(trainer.history().epochs().len(), 6);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("max_iter", "n_epochs", "num_epochs", "max_epochs"))]
    pub fn epochs(self, epochs: usize) -> Self {
        self.set(|settings| settings.epochs = epochs)
    }

    /// The number of rows per update, at least 1. The last batch of an epoch has the rows that are left.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// // With all rows in one batch, an epoch is one update.
    /// Trainer::new(&mut model).batch_size(train.len()).epochs(100).fit(&train)?;
    /// assert!(Trainer::new(&mut model).batch_size(0).fit(&train).is_err());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("batch", "minibatch"))]
    pub fn batch_size(self, rows: usize) -> Self {
        self.set(|settings| settings.batch_size = rows)
    }

    /// Whether each epoch takes the rows in a new random order. True by default.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut same = model.clone();
    /// Trainer::new(&mut model).shuffle(false).seed(1).fit(&train)?;
    /// Trainer::new(&mut same).shuffle(false).seed(2).fit(&train)?; // The seed no longer decides the order of the rows.
    /// assert_eq!(model, same);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn shuffle(self, shuffle: bool) -> Self {
        self.set(|settings| settings.shuffle = shuffle)
    }

    /// The seed for the order of the rows and for dropout, 0 by default. The same seed gives the same bits.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut same = model.clone();
    /// Trainer::new(&mut model).seed(7).fit(&train)?;
    /// Trainer::new(&mut same).seed(7).fit(&train)?;
    /// assert_eq!(model, same); // bit by bit
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("random_state", "manual_seed"))]
    pub fn seed(self, seed: u64) -> Self {
        self.set(|settings| settings.seed = seed)
    }

    /// The weight of each class in the loss. The loss of a batch is Σ w·ℓ / Σ w over its rows, where w is the weight of
    /// the row's class; the loss of an epoch and of the validation set are computed the same way. Metrics and
    /// [`evaluate`](Trainable::evaluate) do not use the weights. The array has one number of 0 or more per class, in
    /// the order of the class numbers. A single output with `binary` or `perceptron` has the classes 0 and 1. To make
    /// rare classes count as much as frequent ones, give each class the weight 1 / (number of its rows).
    ///
    /// For class numbers this is PyTorch's `CrossEntropyLoss(weight=…)`. Keras's `class_weight` divides by the number
    /// of rows instead of Σ w and does not affect the validation loss. A target that is a distribution has the weight
    /// of its most probable class. With `label_smoothing` the whole loss ℓ of a row has the weight of its target;
    /// PyTorch weights the uniform part by the weights of all classes.
    ///
    /// [`step`](Self::step) and [`fit`](Self::fit) return [`Error::Hyperparameter`](crate::Error::Hyperparameter) for
    /// negative weights, and `fit` also if the weights of all training or all validation rows are 0. An array of
    /// another length does not compile. A batch whose weights are all 0 changes nothing.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// network! { struct Alarm; input 1; dense 1 sigmoid; loss binary; optimizer adam lr=0.1; epochs 100; }
    ///
    /// let rows = vec![[0.1], [0.2], [0.3], [0.4], [0.9]];
    /// let train = Dataset::new(rows, vec![[0.0], [0.0], [0.0], [0.0], [1.0]])?;
    /// let mut model = Alarm::init(1);
    /// // Four rows are 0 and one is 1: both classes now count the same.
    /// Trainer::new(&mut model).class_weights([1.0 / 4.0, 1.0]).fit(&train)?;
    /// assert!(model.predict_class(&[0.9]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
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

    /// Limits the norm of the gradient over all trained tensors to `norm` > 0: a longer gradient is scaled down to it.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(1.0)).clip_norm(1e-3);
    /// let before = trainer.model().clone();
    /// trainer.step(train.inputs(), train.targets())?;
    /// let moved = (trainer.model().dense1.weight()[0][0] - before.dense1.weight()[0][0]).abs();
    /// assert!(moved <= 1e-3 + 1e-6);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("clip_grad_norm", "clip_grad_norm_", "clipnorm", "max_grad_norm", "gradient_clipping"))]
    pub fn clip_norm(self, norm: f64) -> Self {
        self.set(|settings| settings.clip_norm = Some(norm))
    }
}
