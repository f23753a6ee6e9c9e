//! How far training has come: the epochs so far, the best of them, and where the learning rate has fallen to.

use super::plateau::Plateau;
use super::settings::Settings;
use crate::Layer;
use crate::tensor::visit::{Path, Tensors};
use crate::train::history::{Epoch, History};

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
    /// How many epochs there were when waiting for a best one began.
    pub(super) waits_since: usize,
    /// Of all fits, while the learning rate is reduced.
    pub(super) plateau: Option<Plateau>,
}

/// An epoch, and the network as it was after it.
pub(super) struct Best<M> {
    pub(super) epoch: usize,
    pub(super) loss: f64,
    pub(super) model: M,
}

impl<M: Layer> Run<M> {
    pub(super) fn new(metric: &'static str) -> Self {
        let history = History::new(metric);
        Self { history, begin: 0, interrupted: false, best: None, waits_since: 0, plateau: None }
    }

    /// How many epochs there are.
    pub(super) fn epochs(&self) -> usize {
        self.history.epochs().len()
    }

    /// Another fit begins, or the interrupted one goes on.
    pub(super) fn start(&mut self, settings: &Settings, validates: bool) {
        let goes_on = std::mem::take(&mut self.interrupted);
        if !goes_on {
            self.begin = self.epochs();
        }
        self.plateau = settings.plateau.map(|_| self.plateau.take().unwrap_or_default());
        // A loss of training says nothing beside one of validation.
        let other_loss = self.history.last().is_some_and(|epoch| epoch.validation_loss.is_some() != validates);
        if let Some(plateau) = self.plateau.as_mut().filter(|_| other_loss) {
            plateau.forget();
        }
        if !goes_on || other_loss || settings.patience.is_none() {
            self.best = None;
        }
        self.waits_since = self.epochs();
    }

    /// After an epoch.
    pub(super) fn push(&mut self, epoch: Epoch, model: &M, settings: &Settings) {
        self.history.push(epoch);
        let loss = epoch.decisive_loss();
        if let Some((plateau, rule)) = self.plateau.as_mut().zip(settings.plateau) {
            plateau.epoch(loss, rule);
        }
        let better = self.best.as_ref().is_none_or(|best| loss < best.loss);
        if settings.patience.is_some() && better && loss.is_finite() && is_finite(model) {
            self.best = None; // its memory is free before that of the next is taken
            self.best = Some(Best { epoch: epoch.number, loss, model: model.clone() });
        }
    }

    /// How many epochs there were since the best one of this fit.
    pub(super) fn waited(&self) -> usize {
        self.epochs() - self.best.as_ref().map_or(self.waits_since, |best| best.epoch)
    }

    /// The fit ends: the network is as it was after the best epoch. Returns its number if that is not the last.
    pub(super) fn restore(&mut self, model: &mut M) -> Option<usize> {
        let best = self.best.take().filter(|best| best.epoch < self.epochs())?;
        *model = best.model;
        Some(best.epoch)
    }
}

/// Whether all numbers of a network are finite: a step that has broken them shows in the loss of the next.
pub(super) fn is_finite<M: Tensors>(model: &M) -> bool {
    let mut finite = true;
    model.tensors(&Path::ROOT, &mut |_, tensor| {
        finite = finite && tensor.values.iter().all(|value| num_traits::Float::is_finite(*value));
    });
    finite
}
