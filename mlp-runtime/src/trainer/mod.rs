//! The training loop: epochs of shuffled mini-batches, one update each.

mod fit;
mod progress;
mod settings;

use std::ops::ControlFlow;

use crate::clip::clip_norm;
use crate::dataset::Dataset;
use crate::dropout::Draw;
use crate::history::{Epoch, History};
use crate::kernel;
use crate::metrics::Watch;
use crate::optimizer::{Descent, Optimizer, Rule};
use crate::pass::{Cost, Pass};
use crate::rows::{Batch, Row};
use crate::schedule::Schedule;
use crate::threads::{self, Tuning};
use crate::trainable::{Trainable, check_batch};
use crate::{Float, Result, loss::Loss};
use settings::Settings;

/// Trains a network: starts from the hyperparameters of its description, each of which can be set here.
///
/// A second [`fit`](Self::fit) goes on where the first has stopped, with the optimizer's moments and the count of
/// epochs; a new trainer starts afresh.
///
/// Training takes memory for the parameters 2 + k times, for the model, its gradient and the optimizer's k moments, and
/// [`WORKSPACE_BYTES`](crate::Model::WORKSPACE_BYTES) for each row of a batch. No gradient is kept, and the parameters count
/// 1 + k times, in networks of `dense`, `dropout`, `standardize` and `residual` without penalties or `clip_norm`: by plain
/// descent, and by other optimizers where a gradient would be larger than 64 KiB and a batch times
/// [`VALUES`](crate::Layer::VALUES) is at most 2²⁰. There each layer is updated as soon as its gradient is known.
///
/// Each thread keeps room for what its products copy, about as many numbers as a batch of the widest layer's outputs, and at most
/// 7 MB in f32, 14 MB in f64.
///
/// A trainer borrows its network until it is dropped; [`model`](Self::model) shows it meanwhile.
pub struct Trainer<'m, M: Trainable, O: Optimizer = <M as Trainable>::Optimizer> {
    model: &'m mut M,
    optimizer: O,
    moments: O::Moments<M>,
    settings: Settings,
    /// Whether optimizer and settings are known to be in their ranges.
    checked: bool,
    tuning: Tuning,
    validation: Option<&'m Dataset<M::Input, M::Target>>,
    callback: Option<Callback<'m, M>>,
    pass: Pass<M>,
    /// None where every update so far was part of the backward pass.
    gradient: Option<M>,
    rows: Batch<M::Input>,
    targets: Vec<M::Target>,
    order: Vec<usize>,
    watch: Watch,
    updates: u64,
    history: History,
}

type Callback<'m, M> = Box<dyn FnMut(&Epoch, &M) -> ControlFlow<()> + 'm>;

impl<'m, M: Trainable> Trainer<'m, M> {
    /// A trainer with the hyperparameters of the description, which shuffles, with the seed 0.
    pub fn new(model: &'m mut M) -> Self {
        let optimizer = M::HYPERPARAMETERS.optimizer;
        Self {
            model,
            moments: optimizer.moments(),
            optimizer,
            settings: Settings::of::<M>(),
            checked: false,
            tuning: Tuning::default(),
            validation: None,
            callback: None,
            pass: Pass::new(),
            gradient: None,
            rows: Batch::default(),
            targets: Vec::new(),
            order: Vec::new(),
            watch: Watch::new(M::Loss::TASK, M::Output::WIDTH),
            updates: 0,
            history: History::new(M::Loss::TASK.metric()),
        }
    }
}

impl<'m, M: Trainable, O: Optimizer> Trainer<'m, M, O> {
    /// Another optimizer, with fresh moments.
    #[must_use]
    pub fn optimizer<P: Optimizer>(self, optimizer: P) -> Trainer<'m, M, P> {
        Trainer {
            model: self.model,
            moments: optimizer.moments(),
            optimizer,
            settings: self.settings,
            checked: false,
            tuning: Tuning::default(),
            validation: self.validation,
            callback: self.callback,
            pass: self.pass,
            gradient: self.gradient,
            rows: self.rows,
            targets: self.targets,
            order: self.order,
            watch: self.watch,
            updates: 0,
            history: self.history,
        }
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self.checked = false;
        self
    }

    /// How the learning rate goes on over the epochs of [`fit`](Self::fit), those of earlier fits counted in; single [steps](Self::step), which are parts of
    /// no epoch, take the optimizer's own.
    #[must_use]
    pub fn schedule(self, schedule: Schedule) -> Self {
        self.set(|settings| settings.schedule = schedule)
    }

    /// How many passes over the training set one [`fit`](Self::fit) makes.
    #[must_use]
    pub fn epochs(self, epochs: usize) -> Self {
        self.set(|settings| settings.epochs = epochs)
    }

    /// How many rows an update takes, at least 1; the last batch of an epoch is what is left.
    #[must_use]
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
    pub fn seed(self, seed: u64) -> Self {
        self.set(|settings| settings.seed = seed)
    }

    /// A set to evaluate after each epoch, in prediction mode.
    #[must_use]
    pub fn validation(mut self, set: &'m Dataset<M::Input, M::Target>) -> Self {
        self.validation = Some(set);
        self
    }

    /// Scales a gradient whose norm over all trained tensors is above `norm` > 0 down to it.
    #[must_use]
    pub fn clip_norm(self, norm: f64) -> Self {
        self.set(|settings| settings.clip_norm = Some(norm))
    }

    /// Whether [`fit`](Self::fit) shows on the standard error stream how it goes on: a line an epoch (of many epochs, every
    /// few), and a bar where that is a terminal. False unless set.
    #[must_use]
    pub fn progress(self, progress: bool) -> Self {
        self.set(|settings| settings.progress = progress)
    }

    /// How many threads may share a batch of training or validation, at least 1; unless set, as many as the machine runs side
    /// by side. The bits of the results are the same for any number, so the trainer now and then tries fewer, and goes on with
    /// what is fastest; what takes less time than handing it over is not shared. The threads are those of the whole process,
    /// and sleep when they are idle. Set 1 where other threads have work for all cores, such as trainers of their own.
    ///
    /// Without the feature `threads` there is one thread, and more are an error of the first step.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        self.set(|settings| settings.threads = threads)
    }

    /// A function to call after each epoch with its figures and the network; it may end the training by returning
    /// [`ControlFlow::Break`].
    #[must_use]
    pub fn callback<A: Answer>(mut self, mut callback: impl FnMut(&Epoch, &M) -> A + 'm) -> Self {
        self.callback = Some(Box::new(move |epoch, model| callback(epoch, model).flow()));
        self
    }

    /// The network as it stands.
    pub fn model(&self) -> &M {
        self.model
    }

    /// The epochs so far, of all fits, also of one that ended in an error.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// One update, or iteration: forward, loss, backward, and the optimizer's step. Returns the loss before it, with
    /// penalties. After the first call for a size it allocates nothing. Rows are not looked through: numbers that are not
    /// finite give such a loss, and such weights; a [`Dataset`] refuses them.
    ///
    /// # Errors
    /// [`Empty`](crate::Error::Empty) without rows, [`Shape`](crate::Error::Shape) if there are not as many targets as rows,
    /// [`Target`](crate::Error::Target) for the first target that the loss cannot use,
    /// [`Hyperparameter`](crate::Error::Hyperparameter) for one out of its range.
    pub fn step(&mut self, x: &[M::Input], targets: &[M::Target]) -> Result<M::Scalar> {
        self.check_settings()?;
        check_batch::<M>(x, targets)?;
        let cost = self.shared(x.len(), |trainer| trainer.update(x, targets, 1.0));
        Ok(M::Scalar::of(cost.total()))
    }

    /// Does a step with so many rows on as many threads as are fastest.
    fn shared<R>(&mut self, rows: usize, step: impl FnOnce(&mut Self) -> R) -> R {
        if self.settings.threads == 1 {
            return step(self); // in less time than it takes to ask
        }
        let threads = self.tuning.begin(self.settings.threads, rows);
        let result = threads::with(threads, rows, || step(self));
        self.tuning.end();
        result
    }

    /// [`step`](Self::step), everything checked, with the learning rate times `factor`.
    fn update(&mut self, x: &[M::Input], targets: &[M::Target], factor: f64) -> Cost {
        let draw = Draw::Step { seed: self.settings.seed, step: self.updates, first_row: 0 };
        let optimizer = self.optimizer.at(factor);
        self.updates += 1;
        if M::DESCENDS && self.settings.clip_norm.is_none() {
            let descent = Descends { pass: &mut self.pass, model: self.model, x, targets, draw };
            if let Some(cost) = optimizer.descend(&mut self.moments, self.updates, descent) {
                return cost;
            }
        }
        let gradient = self.gradient.get_or_insert_with(M::zeros);
        let cost = self.pass.run(self.model, x, targets, draw, gradient);
        if let Some(limit) = self.settings.clip_norm {
            clip_norm(gradient, limit);
        }
        optimizer.update(self.model, gradient, &mut self.moments, self.updates);
        self.model.settle(&self.pass.activations);
        cost
    }

    fn check_settings(&mut self) -> Result<()> {
        if !self.checked {
            self.optimizer.check()?;
            self.settings.check(M::LEAST_ROWS)?;
            self.checked = true;
        }
        Ok(())
    }
}

/// A gradient of so many bytes stays in the cache until the whole backward pass is done; an update after it is no slower then.
const NEAR_GRADIENT: usize = 1 << 16;

/// A step whose layers are updated as the backward pass comes by.
struct Descends<'s, M: Trainable> {
    pass: &'s mut Pass<M>,
    model: &'s mut M,
    x: &'s [M::Input],
    targets: &'s [M::Target],
    draw: Draw,
}

impl<M: Trainable> Descent<M> for Descends<'_, M> {
    type Output = Cost;

    #[inline]
    fn by<R: Rule<M::Scalar, K>, const K: usize>(self, rule: R, moments: [&mut M; K]) -> Option<Cost> {
        // Otherwise Δ would not go into panels, but be copied for each group, in room that is lent already: an allocation each.
        let fits = self.x.len() * M::VALUES <= kernel::PANELS;
        let pays = M::PARAMETERS * size_of::<M::Scalar>() > NEAR_GRADIENT;
        let goes = rule.plain().is_some() || pays && fits;
        goes.then(|| self.pass.descend(self.model, self.x, self.targets, self.draw, rule, moments))
    }
}

/// What a [callback](Trainer::callback) returns: nothing, or whether to go on.
#[diagnostic::on_unimplemented(
    message = "a callback returns nothing or a `ControlFlow`, not `{Self}`",
    label = "end it with `;`, or with `ControlFlow::Continue(())` or `ControlFlow::Break(())`"
)]
pub trait Answer {
    /// Whether to go on.
    fn flow(self) -> ControlFlow<()>;
}

impl Answer for () {
    fn flow(self) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl Answer for ControlFlow<()> {
    fn flow(self) -> ControlFlow<()> {
        self
    }
}
