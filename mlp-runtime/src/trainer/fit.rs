//! `Trainer::fit`: data set → epochs of updates → history.

use std::ops::Range;
use std::time::Instant;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use super::Trainer;
use super::progress::Progress;
use crate::dataset::Dataset;
use crate::history::{Epoch, History};
use crate::loss::Loss;
use crate::metrics::Evaluation;
use crate::optimizer::Optimizer;
use crate::pass::Cost;
use crate::rows::Row;
use crate::threads::{self, Size, Work};
use crate::trainable::{Trainable, check_targets, outputs};
use crate::{Error, Result};

impl<M: Trainable, O: Optimizer> Trainer<'_, M, O> {
    /// Trains for the epochs that are set, and returns their figures.
    ///
    /// The training figures are those of training mode, pooled over the epoch's batches while the weights move.
    ///
    /// # Errors
    /// [`Error::Target`] for the first target, of training or validation, that the loss cannot use, and
    /// [`Error::Hyperparameter`] for one out of its range, both before the first step; [`Error::Diverged`] after an epoch
    /// whose loss is not finite, with which [`history`](Self::history) then ends.
    pub fn fit(&mut self, train: &Dataset<M::Input, M::Target>) -> Result<History> {
        self.check_settings()?;
        check_targets::<M>(train.targets())?;
        if let Some(set) = self.validation {
            check_targets::<M>(set.targets())?;
        }
        if train.len() < M::LEAST_ROWS {
            let what = "rows of the training set of a network with `batch_norm`, at least".into();
            return Err(Error::Shape { what, expected: M::LEAST_ROWS, found: train.len() });
        }
        self.model.prepare(train.inputs());
        let first = self.history.epochs().len();
        let last = first.saturating_add(self.settings.epochs);
        let mut progress = Progress::new(self.settings.progress, first, self.settings.epochs);
        for _ in 0..self.settings.epochs {
            let epoch = self.epoch(train, last, &mut progress)?;
            let flow = match &mut self.callback {
                Some(callback) => callback(&epoch, self.model),
                None => std::ops::ControlFlow::Continue(()),
            };
            progress.epoch(&epoch, self.history.metric());
            self.history.push(epoch);
            if !epoch.loss.is_finite() {
                return Err(Error::Diverged { epoch: epoch.number, loss: epoch.loss });
            }
            if flow.is_break() {
                break;
            }
        }
        let mut history = History::new(self.history.metric());
        self.history.epochs().iter().skip(first).for_each(|epoch| history.push(*epoch));
        Ok(history)
    }

    /// One pass over the rows, of `last` in all.
    #[allow(clippy::cast_precision_loss)] // counts of rows and epochs stay below 2^53
    fn epoch(&mut self, train: &Dataset<M::Input, M::Target>, last: usize, progress: &mut Progress) -> Result<Epoch> {
        let start = Instant::now();
        let number = self.history.epochs().len() + 1;
        if self.settings.shuffle {
            self.reorder(train.len(), number);
        }
        self.watch.clear();
        let (mut pooled, mut penalties) = (Cost::default(), 0.0);
        let mut begin = 0;
        while begin < train.len() {
            let end = self.batch_end(begin, train.len());
            let way = begin as f64 / train.len() as f64;
            let factor = self.settings.schedule.factor((number - 1) as f64 + way, last as f64);
            let cost = self.shared(end - begin, |trainer| {
                if trainer.settings.shuffle {
                    return trainer.gathered_update(train, begin..end, factor);
                }
                let (x, targets) = (&train.inputs()[begin..end], &train.targets()[begin..end]);
                let cost = trainer.update(x, targets, factor);
                trainer.measure(targets);
                cost
            });
            begin = end;
            pooled.sum += cost.sum;
            pooled.rows += cost.rows;
            penalties += cost.rows * cost.penalty;
            progress.rows(end, train.len(), pooled.sum / pooled.rows);
        }
        let threads = self.tuning.threads();
        let evaluate = |set| threads::with(threads, 0, || self.model.evaluate(set));
        let validation = self.validation.map(evaluate).transpose()?;
        Ok(Epoch {
            number,
            loss: M::LOSS.reduce(pooled.sum / pooled.rows) + penalties / pooled.rows,
            metric: self.watch.metric(),
            validation_loss: validation.as_ref().map(Evaluation::loss),
            validation_metric: validation.and_then(|evaluation| evaluation.accuracy().or_else(|| evaluation.mae())),
            seconds: start.elapsed().as_secs_f64(),
        })
    }

    /// A new order of the rows, a function of the seed and the number of the epoch alone.
    fn reorder(&mut self, rows: usize, epoch: usize) {
        self.order.clear();
        self.order.extend(0..rows);
        let seed = self.settings.seed.rotate_left(32) ^ epoch as u64;
        self.order.shuffle(&mut Pcg64::seed_from_u64(seed));
    }

    /// Where the batch that begins with row `begin` ends: a rest that is too small for a batch of its own joins it.
    fn batch_end(&self, begin: usize, rows: usize) -> usize {
        let end = rows.min(begin + self.settings.batch_size);
        if rows - end < M::LEAST_ROWS { rows } else { end }
    }

    /// Copies the rows of one batch together and makes the update.
    fn gathered_update(&mut self, train: &Dataset<M::Input, M::Target>, batch: Range<usize>, factor: f64) -> Cost {
        let mut rows = std::mem::take(&mut self.rows);
        let mut targets = std::mem::take(&mut self.targets);
        rows.resize(batch.len());
        targets.clear();
        let order = &self.order[batch];
        threads::share(Gather { from: train.inputs(), order, rows: &mut rows });
        targets.extend(order.iter().map(|index| train.targets()[*index].clone()));
        let cost = self.update(&rows, &targets, factor);
        self.measure(&targets);
        (self.rows, self.targets) = (rows, targets);
        cost
    }

    fn measure(&mut self, targets: &[M::Target]) {
        for (output, target) in outputs::<M>(&self.pass.activations).zip(targets) {
            self.watch.add(output.values.as_slice(), target);
        }
    }
}

/// Copies rows together.
struct Gather<'a, R> {
    from: &'a [R],
    order: &'a [usize],
    rows: &'a mut [R],
}

impl<R: Row> Work for Gather<'_, R> {
    fn size(&self) -> Size {
        Size::copying(self.rows.len(), size_of_val(self.rows))
    }

    fn split(self, row: usize) -> (Self, Self) {
        let (order, rows) = (self.order.split_at(row), self.rows.split_at_mut(row));
        (Self { order: order.0, rows: rows.0, ..self }, Self { order: order.1, rows: rows.1, ..self })
    }

    fn run(self) {
        for (row, index) in self.rows.iter_mut().zip(self.order) {
            row.as_mut_slice().copy_from_slice(self.from[*index].as_slice());
        }
    }
}
