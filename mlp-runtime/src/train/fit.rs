//! `Trainer::fit`: dataset → epochs of updates → history.

use std::ops::Range;

use super::Trainer;
use super::callback::Callback;
use super::progress::Progress;
use super::run::is_finite;
use crate::data::dataset::Dataset;
use crate::loss::Loss;
use crate::metrics::Evaluation;
use crate::model::trainable::{Trainable, check_targets, evaluate, outputs};
use crate::optimizer::Optimizer;
use crate::parallel;
use crate::tensor::rows::Row;
use crate::train::clock::Instant;
use crate::train::history::{Epoch, History, Stop};
use crate::train::pass::Cost;
use crate::{Error, Result};

impl<M: Trainable, O: Optimizer> Trainer<'_, M, O, Callback<'_, M>> {
    /// Trains for the number of epochs that is set, and returns their figures.
    ///
    /// The training figures are those of training mode. They are pooled over the batches of an epoch, during which the
    /// weights change.
    ///
    /// # Errors
    /// Before the first step: [`Error::Target`] for the first target, of training or validation, that the loss cannot
    /// use, [`Error::Hyperparameter`] for one out of its range, or if the
    /// [class weights](Self::class_weights) of all rows of training or validation are 0, and [`Error::Shape`] for fewer
    /// rows than `batch_norm` needs.
    ///
    /// [`Error::Diverged`] after an epoch with a loss or weights that are not finite, with which
    /// [`history`](Self::history) then ends. The network has the weights that it had before this epoch, or those of the
    /// best one with [`early_stopping`](Self::early_stopping); the optimizer starts afresh.
    ///
    /// [`Error::File`] before the first epoch if the [checkpoint](Self::checkpoint) cannot be written or another
    /// process is writing it, and after the last if that one could not be written; [`Error::Changed`] for a
    /// [resumed](Self::resume) training with other data or settings.
    ///
    /// ```
    /// # use mlp::prelude::*;
    /// # network! { struct Line; input 1; dense 1; loss mse; }
    /// # let mut model = Line::init(1);
    /// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
    /// let history = Trainer::new(&mut model).epochs(50).fit(&train)?;
    /// let [first, .., last] = history.epochs() else { unreachable!() };
    /// assert!(last.loss < first.loss);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("train", "run", "train_model"))]
    pub fn fit(&mut self, train: &Dataset<M::Input, M::Target>) -> Result<History> {
        self.check_settings()?;
        self.check_set(train, "a weight above 0 for some row of the training set")?;
        if let Some(set) = self.validation {
            self.check_set(set, "a weight above 0 for some row of the validation set")?;
        }
        if train.len() < M::LEAST_ROWS {
            let what = "rows of the training set of a network with `batch_norm`, at least".into();
            return Err(Error::Shape { what, expected: M::LEAST_ROWS, found: train.len() });
        }
        #[cfg(feature = "files")]
        self.begin_checkpoints(train)?;
        self.model.prepare(train.inputs());
        self.run.start(&self.settings, self.validation.is_some());
        let last = self.run.begin.saturating_add(self.settings.epochs);
        let mut progress = Progress::new(&self.settings, self.run.epochs(), last);
        let ended = self.epochs_until(last, train, &mut progress);
        #[cfg(feature = "files")]
        self.end_checkpoints();
        let stop = match &ended {
            Ok(stop) => Some(*stop),
            Err(Error::Diverged { .. }) => Some(Stop::Diverged),
            Err(_) => None,
        };
        if stop == Some(Stop::Diverged) {
            (self.moments, self.updates) = (self.optimizer.moments(), 0);
        }
        self.run.end(&mut self.model, stop);
        progress.end(&self.run.history);
        ended.map(|_| self.run.history.since(self.run.begin))
    }

    /// Learns the constants of `standardize` from the inputs of a training set, as [`fit`](Self::fit) does. A trainer
    /// that only makes single [steps](Self::step) needs it first. Constants that are known already do not change.
    ///
    /// # Errors
    /// [`Error::Target`] for the first target of the set that the loss cannot use.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// network! { struct Scaled; input 1; standardize; dense 1; loss mse; }
    ///
    /// let train = Dataset::new(vec![[100.0], [300.0]], vec![[1.0], [3.0]])?;
    /// let mut model = Scaled::init(1);
    /// let mut trainer = Trainer::new(&mut model);
    /// assert!(trainer.step(train.inputs(), train.targets()).is_err()); // mean and deviation are not known yet
    /// trainer.prepare(&train)?;
    /// trainer.step(train.inputs(), train.targets())?;
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("adapt", "fit_transform"))]
    pub fn prepare(&mut self, train: &Dataset<M::Input, M::Target>) -> Result<()> {
        check_targets::<M>(train.targets())?;
        self.model.prepare(train.inputs());
        Ok(())
    }

    /// Checks that the loss can use the targets of a dataset, and that not all of its weights are 0.
    fn check_set(&self, set: &Dataset<M::Input, M::Target>, weights: &'static str) -> Result<()> {
        check_targets::<M>(set.targets())?;
        self.class_weights.as_ref().map_or(Ok(()), |class_weights| class_weights.check_set(set.targets(), weights))
    }

    /// Trains until epoch `last`, unless training ends earlier.
    fn epochs_until(
        &mut self,
        last: usize,
        train: &Dataset<M::Input, M::Target>,
        progress: &mut Progress,
    ) -> Result<Stop> {
        let patience = self.settings.patience.unwrap_or(usize::MAX);
        let mut stop = Stop::Epochs;
        while self.run.epochs() < last {
            if self.run.waited() >= patience {
                stop = Stop::EarlyStopping { patience };
                break;
            }
            self.run.begin_epoch(&mut self.model);
            let epoch = self.epoch(train, last, progress)?;
            let finite = is_finite(&*self.model);
            let flow = self.callback.call(&epoch, &self.model);
            progress.epoch(&epoch, self.run.history.metric());
            self.run.push(epoch, &self.model, finite, &self.settings);
            if !epoch.loss.is_finite() || !finite {
                return Err(Error::Diverged { epoch: epoch.number, loss: epoch.loss });
            }
            #[cfg(feature = "files")]
            self.write_checkpoint(false)?;
            if flow.is_break() {
                stop = Stop::Callback;
                break;
            }
        }
        #[cfg(feature = "files")]
        self.write_checkpoint(true)?;
        Ok(stop)
    }

    /// One pass over the rows; `last` is the number of the last epoch.
    #[allow(clippy::cast_precision_loss)] // counts of rows and epochs stay below 2^53
    fn epoch(&mut self, train: &Dataset<M::Input, M::Target>, last: usize, progress: &mut Progress) -> Result<Epoch> {
        let start = Instant::now();
        let number = self.run.epochs() + 1;
        let reduced = self.run.plateau.map_or(1.0, |plateau| plateau.factor);
        if self.settings.shuffle {
            self.buffers.shuffled.reorder(train.len(), self.settings.seed, number);
        }
        self.buffers.watch.clear();
        let (mut pooled, mut penalties, mut factor) = (Cost::default(), 0.0, 1.0);
        let updates = self.batches(train.len()) as f64;
        let (mut begin, mut update) = (0, 0.0);
        while begin < train.len() {
            let end = self.batch_end(begin, train.len());
            let at = |update: f64| (number - 1) as f64 + update / updates;
            factor = reduced * self.settings.schedule.factor_between(at(update), at(update + 1.0), last as f64);
            update += 1.0;
            let cost = self.shared(end - begin, |trainer| {
                if trainer.settings.shuffle {
                    return trainer.shuffled_update(train, begin..end, factor);
                }
                trainer.measured_update(&train.inputs()[begin..end], &train.targets()[begin..end], factor)
            });
            pooled.sum += cost.sum;
            pooled.rows += cost.rows;
            penalties += (end - begin) as f64 * cost.penalty;
            begin = end;
            progress.rows(end, train.len(), pooled.mean());
        }
        let threads = self.tuning.threads();
        let validate =
            |set| parallel::with_threads(threads, 0, || evaluate(&*self.model, set, self.class_weights.as_ref()));
        let validation = self.validation.map(validate).transpose()?;
        Ok(Epoch {
            number,
            loss: M::LOSS.reduce(pooled.mean()) + penalties / train.len() as f64,
            metric: self.buffers.watch.metric(),
            validation_loss: validation.as_ref().map(Evaluation::loss),
            validation_metric: validation.and_then(|evaluation| evaluation.accuracy().or_else(|| evaluation.mae())),
            learning_rate: self.optimizer.at(factor).learning_rate(),
            seconds: start.elapsed().as_secs_f64(),
        })
    }

    /// The number of batches in an epoch of `rows` rows.
    fn batches(&self, rows: usize) -> usize {
        let rest = rows % self.settings.batch_size;
        (rows / self.settings.batch_size + usize::from(rest >= M::LEAST_ROWS)).max(1)
    }

    /// The end of the batch that begins with row `begin`. A remainder too small for a batch of its own is part of it.
    fn batch_end(&self, begin: usize, rows: usize) -> usize {
        let end = rows.min(begin + self.settings.batch_size);
        if rows - end < M::LEAST_ROWS { rows } else { end }
    }

    /// One update with a batch of the shuffled rows.
    fn shuffled_update(&mut self, train: &Dataset<M::Input, M::Target>, batch: Range<usize>, factor: f64) -> Cost {
        let mut shuffled = std::mem::take(&mut self.buffers.shuffled);
        shuffled.gather(train, batch);
        let cost = self.measured_update(&shuffled.rows, &shuffled.targets, factor);
        self.buffers.shuffled = shuffled;
        cost
    }

    /// One update, whose outputs count in the metric.
    fn measured_update(&mut self, x: &[M::Input], targets: &[M::Target], factor: f64) -> Cost {
        let cost = self.update(x, targets, factor);
        for (output, target) in outputs::<M>(&self.buffers.pass.activations).zip(targets) {
            self.buffers.watch.add(output.values.as_slice(), target);
        }
        cost
    }
}
