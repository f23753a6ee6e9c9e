//! `Trainer::step`: one update.

use super::Trainer;
use super::shuffled::Shuffled;
use crate::kernel;
use crate::layer::dropout::Draw;
use crate::loss::Loss;
use crate::metrics::Watch;
use crate::model::trainable::{Trainable, check_batch};
use crate::optimizer::clip::clip_norm;
use crate::optimizer::{Descent, Optimizer, Rule};
use crate::parallel;
use crate::tensor::rows::Row;
use crate::train::class_weights::ClassWeights;
use crate::train::pass::{Cost, Pass};
use crate::{Error, Float, Result};

/// Buffers that every step overwrites.
pub(super) struct Buffers<M: Trainable> {
    pub(super) pass: Pass<M>,
    /// `None` as long as every update was part of the backward pass.
    gradient: Option<M>,
    pub(super) shuffled: Shuffled<M::Input, M::Target>,
    pub(super) watch: Watch,
}

impl<M: Trainable> Buffers<M> {
    pub(super) fn new() -> Self {
        Self {
            pass: Pass::new(),
            gradient: None,
            shuffled: Shuffled::default(),
            watch: Watch::new(M::Loss::TASK, M::Output::WIDTH),
        }
    }
}

impl<M: Trainable, O: Optimizer, C> Trainer<'_, M, O, C> {
    /// One update, or iteration: forward pass, loss, backward pass, and the optimizer's step. Returns the loss before
    /// the update, including penalties. It allocates nothing after the first call with a given number of rows. The rows
    /// are not checked: NaN or infinite inputs make the loss and the weights NaN or infinite. (A
    /// [`Dataset`](crate::Dataset) accepts finite numbers only.)
    ///
    /// # Errors
    /// [`Empty`](crate::Error::Empty) if there are no rows, [`Shape`](crate::Error::Shape) if the number of targets
    /// differs from the number of rows, [`Target`](crate::Error::Target) for the first target that the loss cannot use,
    /// [`Hyperparameter`](crate::Error::Hyperparameter) for a hyperparameter outside its range, and
    /// [`Unprepared`](crate::Error::Unprepared) if the constants of `standardize` are not known yet:
    /// [`prepare`](Self::prepare) and [`fit`](Self::fit) learn them.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let mut trainer = Trainer::new(&mut model);
    /// let first = trainer.step(&[[1.0], [2.0]], &[[3.0], [5.0]])?;
    /// let second = trainer.step(&[[1.0], [2.0]], &[[3.0], [5.0]])?;
    /// assert!(second < first);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("train_on_batch", "partial_fit", "train_step", "update"))]
    pub fn step(&mut self, x: &[M::Input], targets: &[M::Target]) -> Result<M::Scalar> {
        self.check_settings()?;
        if !self.model.is_prepared() {
            return Err(Error::Unprepared);
        }
        check_batch::<M>(x, targets)?;
        let cost = self.shared(x.len(), |trainer| trainer.update(x, targets, 1.0));
        Ok(M::Scalar::of(cost.total()))
    }

    /// Runs a step over `rows` rows on the number of threads that is fastest.
    pub(super) fn shared<R>(&mut self, rows: usize, step: impl FnOnce(&mut Self) -> R) -> R {
        if self.settings.threads == 1 {
            return step(self); // faster than asking the tuning
        }
        let threads = self.tuning.begin(self.settings.threads, rows);
        let result = parallel::with_threads(threads, rows, || step(self));
        self.tuning.end();
        result
    }

    /// [`step`](Self::step) after all checks, with the learning rate times `factor`.
    pub(super) fn update(&mut self, x: &[M::Input], targets: &[M::Target], factor: f64) -> Cost {
        let draw = Draw::Step { seed: self.settings.seed, step: self.updates, first_row: 0 };
        let optimizer = self.optimizer.at(factor);
        self.updates += 1;
        let Buffers { pass, gradient, .. } = &mut self.buffers;
        if let Some(class_weights) = &self.class_weights {
            class_weights.of_rows(targets, &mut pass.weights);
        }
        if M::DESCENDS && self.settings.clip_norm.is_none() {
            let descent = Descends { pass, model: &mut self.model, x, targets, draw };
            if let Some(cost) = optimizer.descend(&mut self.moments, self.updates, descent) {
                return cost;
            }
        }
        let gradient = gradient.get_or_insert_with(M::zeros);
        let cost = pass.run(&self.model, x, targets, draw, gradient);
        if let Some(limit) = self.settings.clip_norm {
            clip_norm(gradient, limit);
        }
        optimizer.update(&mut *self.model, gradient, &mut self.moments, self.updates);
        self.model.settle(&pass.activations);
        cost
    }

    pub(super) fn check_settings(&mut self) -> Result<()> {
        if !self.checked {
            self.optimizer.check()?;
            self.settings.check(M::LEAST_ROWS)?;
            self.class_weights.as_ref().map_or(Ok(()), ClassWeights::check)?;
            self.checked = true;
        }
        Ok(())
    }
}

/// A gradient of up to this many bytes stays in the cache until the backward pass is done, so that updating afterwards
/// is not slower.
const NEAR_GRADIENT: usize = 1 << 16;

/// A step that updates each layer during the backward pass.
struct Descends<'s, M: Trainable> {
    pass: &'s mut Pass<M>,
    model: &'s mut M,
    x: &'s [M::Input],
    targets: &'s [M::Target],
    draw: Draw,
}

impl<M: Trainable> crate::optimizer::sealed::Sealed for Descends<'_, M> {}

impl<M: Trainable> Descent<M> for Descends<'_, M> {
    type Output = Cost;

    #[inline]
    fn by<R: Rule<M::Scalar, K>, const K: usize>(self, rule: R, moments: [&mut M; K]) -> Option<Cost> {
        // A larger Δ is not packed into panels but copied for each row block, while the workspace is already in use: an
        // allocation per block.
        let fits = self.x.len() * M::VALUES <= kernel::MAX_PACKED_ELEMENTS;
        let pays = M::PARAMETERS * size_of::<M::Scalar>() > NEAR_GRADIENT;
        let goes = rule.plain().is_some() || pays && fits;
        goes.then(|| self.pass.descend(self.model, self.x, self.targets, self.draw, rule, moments))
    }
}
