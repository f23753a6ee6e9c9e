//! The training loop: epochs of shuffled mini-batches, one update each.

mod callback;
#[cfg(feature = "files")]
mod checkpoint;
pub(crate) mod class_weights;
pub(crate) mod clock;
pub(crate) mod elsewhere;
mod fit;
mod held;
pub(crate) mod history;
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
use held::Held;
use run::Run;
use settings::Settings;
use step::Buffers;

/// Trains a network: starts from the hyperparameters of its description, each of which can be set here.
///
/// A second [`fit`](Self::fit) goes on where the first has stopped, with the optimizer's moments and the count of
/// epochs; a new trainer starts afresh.
///
/// Training takes memory for the parameters 2 + k times, for the model, its gradient and the optimizer's k moments, and
/// [`WORKSPACE_BYTES`](crate::Model::WORKSPACE_BYTES) for each row of a batch. No gradient is kept, and the parameters
/// count 1 + k times, in networks of `dense`, `dropout`, `standardize` and `residual` without penalties or `clip_norm`:
/// by plain descent, and by other optimizers where a gradient would be larger than 64 KiB and a batch times
/// [`VALUES`](crate::Layer::VALUES) is at most 2²⁰. There each layer is updated as soon as its gradient is known.
///
/// A [`fit`](Self::fit) keeps the parameters once more while it runs: those of the best epoch with
/// [`early_stopping`](Self::early_stopping), or else those that the epoch under way began with, to return to if it
/// diverges.
///
/// Each thread keeps room for what its products copy, about as many numbers as a batch of the widest layer's outputs,
/// and at most 8 MB in f32, 16 MB in f64.
///
/// A [`new`](Self::new) trainer borrows its network until its own last use; one made by
/// [`into_trainer`](Trainable::into_trainer) has it for itself, may be kept in a struct, and may move to another thread.
/// [`model`](Self::model) shows the network meanwhile.
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
    /// A trainer with the hyperparameters of the description, which shuffles, with the seed 0.
    pub fn new(model: &'m mut M) -> Self {
        Self::holding(Held::Borrowed(model))
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
    pub fn model(&self) -> &M {
        &self.model
    }

    /// The network as it is now, to keep: the trainer's own, or a copy of the borrowed one.
    #[doc(alias("into_inner", "best_estimator_"))]
    pub fn into_model(self) -> M {
        match self.model {
            Held::Borrowed(model) => model.clone(),
            Held::Owned(model) => model,
        }
    }

    /// The epochs so far, of all fits, also of one that ended in an error.
    #[doc(alias("loss_curve_", "get_history"))]
    pub fn history(&self) -> &History {
        &self.run.history
    }
}
