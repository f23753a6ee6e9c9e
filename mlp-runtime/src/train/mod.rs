//! The training loop: epochs of shuffled mini-batches, one update each.

mod callback;
#[cfg(feature = "files")]
mod checkpoint;
pub(crate) mod class_weights;
pub(crate) mod clock;
pub(crate) mod elsewhere;
mod fit;
mod has_loss;
mod held;
pub(crate) mod history;
mod monitor;
pub(crate) mod pass;
mod plateau;
mod progress;
mod run;
pub(crate) mod schedule;
mod setters;
mod settings;
mod shuffled;
mod step;

pub use callback::{Callback, IntoControlFlow};

use std::any::type_name;
use std::fmt;

use crate::data::dataset::Dataset;
use crate::loss::Loss;
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::parallel::Tuning;
use crate::train::class_weights::ClassWeights;
use crate::train::history::History;
use has_loss::HasLoss;
use held::Held;
use run::Run;
use settings::Settings;
use step::Buffers;

/// Trains a network. A trainer starts from the hyperparameters of the description, and each of them can be set here.
///
/// A second [`fit`](Self::fit) continues where the first one stopped, with the optimizer's moments and the count of
/// epochs. A new trainer starts from scratch.
///
/// # Memory
///
/// Training needs 2 + k times the memory of the parameters, for the model, its gradient, and the optimizer's k moments,
/// and [`WORKSPACE_BYTES`](crate::Model::WORKSPACE_BYTES) for each row of a batch. Networks of `dense`, `dropout`,
/// `standardize`, and `residual` without penalties or `clip_norm` need only 1 + k times the parameters: each layer is
/// updated as soon as its gradient is known, and no gradient is stored. Plain gradient descent always does this. Other
/// optimizers do it if the gradient would be larger than 64 KiB and the rows of a batch times
/// [`VALUES`](crate::Layer::VALUES) are at most 2²⁰.
///
/// While it runs, [`fit`](Self::fit) keeps one more copy of the parameters: those of the best epoch with
/// [`early_stopping`](Self::early_stopping), otherwise those at the start of the current epoch, which it restores if
/// the epoch diverges.
///
/// Each thread keeps a workspace for its matrix products. It holds about as many numbers as a batch of the widest
/// layer's outputs, and at most 8 MB in f32, 16 MB in f64.
///
/// # Ownership
///
/// A trainer made by [`new`](Self::new) borrows its network until the trainer is last used. One made by
/// [`into_trainer`](Trainable::into_trainer) owns it, can be kept in a struct, and can move to another thread.
/// [`model`](Self::model) shows the network in the meantime.
///
/// ```
/// use mlp::prelude::*;
///
/// network! { struct Line; input 1; dense 1; loss mse; optimizer sgd lr=0.1; epochs 200; }
///
/// let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?; // y = 2x + 1
/// let mut model = Line::init(1);
/// let history = Trainer::new(&mut model).batch_size(3).fit(&train)?;
/// assert_eq!(history.epochs().len(), 200);
/// assert!((model.predict(&[3.0])[0] - 7.0).abs() < 0.01);
/// # Ok::<(), mlp::Error>(())
/// ```
#[doc(alias("fit", "train", "training_loop", "Learner", "Estimator"))]
pub struct Trainer<'m, M, O = <M as Trainable>::Optimizer, C = Callback<'static, M>>
where
    M: Trainable,
    O: Optimizer,
{
    model: Held<'m, M>,
    optimizer: O,
    moments: O::Moments<M>,
    settings: Settings,
    /// Whether optimizer and settings are known to be in their ranges.
    checked: bool,
    tuning: Tuning,
    validation: Option<&'m Dataset<M::Input, M::Target>>,
    callback: C,
    #[cfg(feature = "files")]
    checkpoints: checkpoint::Checkpoints,
    class_weights: Option<ClassWeights<M::Target>>,
    buffers: Buffers<M>,
    updates: u64,
    run: Run<M>,
}

impl<M: Trainable, O: Optimizer + fmt::Debug, C> fmt::Debug for Trainer<'_, M, O, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer")
            .field("model", &type_name::<M>())
            .field("optimizer", &self.optimizer)
            .field("settings", &self.settings)
            .field("updates", &self.updates)
            .field("epochs", &self.run.epochs())
            .finish_non_exhaustive()
    }
}

impl<'m, M: Trainable> Trainer<'m, M> {
    /// A trainer with the hyperparameters of the description. It shuffles the rows, with the seed 0.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// network! { struct Line; input 1; dense 1; loss mse; batch 2; epochs 5; }
    ///
    /// let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut model = Line::init(1);
    /// let history = Trainer::new(&mut model).fit(&train)?;
    /// assert_eq!(history.epochs().len(), 5);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn new<N: HasLoss<Model = M>>(model: &'m mut N) -> Self {
        Self::holding(Held::Borrowed(model.itself()))
    }

    /// [`Trainable::into_trainer`].
    pub(crate) fn owning(model: M) -> Self {
        Self::holding(Held::Owned(model))
    }

    fn holding(model: Held<'m, M>) -> Self {
        let optimizer = M::HYPERPARAMETERS.optimizer;
        Self {
            model,
            moments: optimizer.moments(),
            optimizer,
            settings: Settings::of::<M>(),
            checked: false,
            tuning: Tuning::default(),
            validation: None,
            callback: Callback::NONE,
            #[cfg(feature = "files")]
            checkpoints: checkpoint::Checkpoints::default(),
            class_weights: None,
            buffers: Buffers::new(),
            updates: 0,
            run: Run::new(M::Loss::TASK.metric()),
        }
    }
}

impl<'m, M: Trainable, O: Optimizer, C> Trainer<'m, M, O, C> {
    /// The network as it is now.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = model.into_trainer();
    /// let before = trainer.model().predict(&[3.0]);
    /// trainer.fit(&train)?;
    /// assert_ne!(trainer.model().predict(&[3.0]), before);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn model(&self) -> &M {
        &self.model
    }

    /// Returns the network as it is now: the one the trainer owns, or a copy of the borrowed one.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = model.into_trainer();
    /// trainer.fit(&train)?;
    /// let trained: Line = trainer.into_model();
    /// assert_ne!(trained, Line::init(1));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("into_inner", "best_estimator_"))]
    pub fn into_model(self) -> M {
        match self.model {
            Held::Borrowed(model) => model.clone(),
            Held::Owned(model) => model,
        }
    }

    /// The epochs of all fits so far, including a fit that ended with an error.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = Trainer::new(&mut model).epochs(3);
    /// trainer.fit(&train)?;
    /// trainer.fit(&train)?;
    /// assert_eq!(trainer.history().epochs().len(), 6);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("loss_curve_", "get_history"))]
    pub fn history(&self) -> &History {
        &self.run.history
    }
}
