//! How far training has come: the epochs so far, and the best of them.

use crate::Layer;
use crate::history::{Epoch, History};

/// The epochs of a trainer, and what belongs to its fit under way, or to the last.
pub(super) struct Run<M> {
    /// The epochs of all fits.
    pub(super) history: History,
    /// How many epochs there were when the fit began.
    pub(super) begin: usize,
    /// Whether the fit is one that has been interrupted, and not yet gone on.
    pub(super) interrupted: bool,
    /// The best epoch of the fit, while weights are kept.
    pub(super) best: Option<Best<M>>,
}

/// An epoch, and the network as it was after it.
pub(super) struct Best<M> {
    pub(super) epoch: usize,
    pub(super) loss: f64,
    pub(super) model: M,
}

impl<M: Layer> Run<M> {
    pub(super) fn new(metric: &'static str) -> Self {
        Self { history: History::new(metric), begin: 0, interrupted: false, best: None }
    }

    /// How many epochs there are.
    pub(super) fn epochs(&self) -> usize {
        self.history.epochs().len()
    }

    /// Another fit begins, or the interrupted one goes on.
    pub(super) fn start(&mut self, keeps_best: bool) {
        let goes_on = std::mem::take(&mut self.interrupted);
        if !goes_on {
            self.begin = self.epochs();
        }
        if !goes_on || !keeps_best {
            self.best = None;
        }
    }

    /// After an epoch: keeps the network if it is better than ever in this fit.
    pub(super) fn keep_best(&mut self, epoch: &Epoch, model: &M) {
        let loss = epoch.decisive_loss();
        if loss.is_nan() || self.best.as_ref().is_some_and(|best| best.loss <= loss) {
            return;
        }
        self.best = Some(Best { epoch: epoch.number, loss, model: model.clone() });
    }

    /// How many epochs there were since the best one of this fit.
    pub(super) fn waited(&self) -> usize {
        self.epochs() - self.best.as_ref().map_or(self.begin, |best| best.epoch)
    }

    /// The fit ends: the network is as it was after the best epoch. Returns its number if that is not the last.
    pub(super) fn restore(&mut self, model: &mut M) -> Option<usize> {
        let best = self.best.take().filter(|best| best.epoch < self.epochs())?;
        *model = best.model;
        Some(best.epoch)
    }

    /// The epochs of this fit.
    pub(super) fn fitted(&self) -> History {
        let mut history = History::new(self.history.metric());
        self.history.epochs().iter().skip(self.begin).for_each(|epoch| history.push(*epoch));
        history
    }
}
