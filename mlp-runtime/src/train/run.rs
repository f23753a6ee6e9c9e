//! The state of a training: the epochs so far, the weights to return to, and how far the learning rate has fallen.

use super::plateau::Plateau;
use super::settings::Settings;
use crate::tensor::visit::{Path, Tensors};
use crate::train::history::{Epoch, History, Stop};

/// The epochs of a trainer, and the state of its current or last fit.
pub(super) struct Run<M> {
    /// The epochs of all fits.
    pub(super) history: History,
    /// The number of epochs when the fit began.
    pub(super) begin: usize,
    /// Whether the fit was interrupted and is not resumed yet.
    pub(super) interrupted: bool,
    /// The best epoch of the fit, with early stopping.
    pub(super) best: Option<Best<M>>,
    /// The network at the start of the epoch, without early stopping: it is restored if the epoch diverges.
    start: Option<M>,
    /// The number of epochs when waiting for a better one began.
    pub(super) waits_since: usize,
    /// For all fits, with `reduce_on_plateau`.
    pub(super) plateau: Option<Plateau>,
}

/// An epoch, and the network after it.
pub(super) struct Best<M> {
    pub(super) epoch: usize,
    pub(super) loss: f64,
    pub(super) model: M,
}

impl<M: Tensors> Run<M> {
    pub(super) fn new(metric: &'static str) -> Self {
        Self { interrupted: false, ..Self::resumed(History::new(metric), 0, None, None) }
    }

    /// An interrupted fit, from a checkpoint.
    pub(super) fn resumed(history: History, begin: usize, best: Option<Best<M>>, plateau: Option<Plateau>) -> Self {
        let waits_since = history.epochs().len();
        Self { history, begin, interrupted: true, best, start: None, waits_since, plateau }
    }

    /// The number of epochs so far.
    pub(super) fn epochs(&self) -> usize {
        self.history.epochs().len()
    }

    /// Another fit begins, or the interrupted one continues.
    pub(super) fn start(&mut self, settings: &Settings, validates: bool) {
        let continues = std::mem::take(&mut self.interrupted);
        if !continues {
            self.begin = self.epochs();
        }
        self.history.end(None, None);
        self.plateau = settings.plateau.map(|_| self.plateau.take().unwrap_or_default());
        // A training loss cannot be compared with a validation loss.
        let other_loss = self.history.last().is_some_and(|epoch| epoch.validation_loss.is_some() != validates);
        if let Some(plateau) = self.plateau.as_mut().filter(|_| other_loss) {
            plateau.forget();
        }
        if !continues || other_loss || settings.patience.is_none() {
            self.best = None;
        }
        self.waits_since = self.epochs();
    }

    /// An epoch begins with a network whose weights are finite.
    pub(super) fn begin_epoch(&mut self, model: &mut M) {
        if self.best.is_some() {
            return;
        }
        match &mut self.start {
            Some(start) => M::side_by_side([start, model], &mut |_, [to, from]| to.copy_from_slice(from)),
            None => self.start = Some(model.clone()),
        }
    }

    /// After an epoch whose weights are finite, or not.
    pub(super) fn push(&mut self, epoch: Epoch, model: &M, finite: bool, settings: &Settings) {
        self.history.push(epoch);
        let loss = epoch.decisive_loss();
        if let Some((plateau, rule)) = self.plateau.as_mut().zip(settings.plateau) {
            plateau.epoch(loss, rule);
        }
        let better = self.best.as_ref().is_none_or(|best| loss < best.loss);
        if settings.patience.is_some() && better && loss.is_finite() && finite {
            (self.best, self.start) = (None, None); // frees their memory before the next copy is made
            self.best = Some(Best { epoch: epoch.number, loss, model: model.clone() });
        }
    }

    /// The number of epochs since the best one of this fit.
    pub(super) fn waited(&self) -> usize {
        self.epochs() - self.best.as_ref().map_or(self.waits_since, |best| best.epoch)
    }

    /// The fit ends. The network becomes what it was after the best epoch; without one, and if the last epoch diverged,
    /// what it was before that.
    pub(super) fn end(&mut self, model: &mut M, stop: Option<Stop>) {
        let (best, start) = (self.best.take(), self.start.take());
        let last = self.epochs();
        let kept = match (best, start) {
            (Some(best), _) => {
                if best.epoch < last {
                    *model = best.model;
                }
                Some(best.epoch)
            }
            (None, Some(start)) if stop == Some(Stop::Diverged) => {
                *model = start;
                last.checked_sub(1).filter(|epoch| *epoch > 0)
            }
            _ => None,
        };
        self.history.end(stop, kept);
    }
}

/// How many numbers are checked together, in registers and without a branch for each.
const CHUNK: usize = 256;

/// Whether all numbers of a network are finite. The loss only shows it one update later.
pub(super) fn is_finite<M: Tensors>(model: &M) -> bool {
    let mut finite = true;
    model.tensors(&Path::ROOT, &mut |_, tensor| {
        let all = |chunk: &[M::Scalar]| chunk.iter().fold(true, |all, x| all & num_traits::Float::is_finite(*x));
        finite = finite && tensor.values.chunks(CHUNK).all(all);
    });
    finite
}
