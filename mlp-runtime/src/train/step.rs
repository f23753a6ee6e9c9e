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

/// What a step fills anew.
pub(super) struct Buffers<M: Trainable> {
    pub(super) pass: Pass<M>,
    /// None where every update so far was part of the backward pass.
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
    /// One update, or iteration: forward, loss, backward, and the optimizer's step. Returns the loss before it, with
    /// penalties. After the first call for a size it allocates nothing. Rows are not looked through: numbers that are
    /// not finite give such a loss, and such weights; a [`Dataset`](crate::Dataset) refuses them.
    ///
    /// # Errors
    /// [`Empty`](crate::Error::Empty) without rows, [`Shape`](crate::Error::Shape) if there are not as many targets as
    /// rows, [`Target`](crate::Error::Target) for the first target that the loss cannot use,
    /// [`Hyperparameter`](crate::Error::Hyperparameter) for one out of its range, [`Unprepared`](crate::Error::Unprepared)
    /// while the constants of `standardize` are not known: [`prepare`](Self::prepare) learns them, and so does
    /// [`fit`](Self::fit).
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

    /// Does a step with so many rows on as many threads as are fastest.
    pub(super) fn shared<R>(&mut self, rows: usize, step: impl FnOnce(&mut Self) -> R) -> R {
        if self.settings.threads == 1 {
            return step(self); // in less time than it takes to ask
        }
        let threads = self.tuning.begin(self.settings.threads, rows);
        let result = parallel::with_threads(threads, rows, || step(self));
        self.tuning.end();
        result
    }

    /// [`step`](Self::step), everything checked, with the learning rate times `factor`.
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

/// A gradient of so many bytes stays in the cache until the whole backward pass is done; an update after it is no
/// slower then.
const NEAR_GRADIENT: usize = 1 << 16;

/// A step whose layers are updated as the backward pass comes by.
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
        // Otherwise Δ would not go into panels, but be copied for each group, in room that is lent already: an
        // allocation each.
        let fits = self.x.len() * M::VALUES <= kernel::MAX_PACKED_ELEMENTS;
        let pays = M::PARAMETERS * size_of::<M::Scalar>() > NEAR_GRADIENT;
        let goes = rule.plain().is_some() || pays && fits;
        goes.then(|| self.pass.descend(self.model, self.x, self.targets, self.draw, rule, moments))
    }
}
