//! A forward and a backward pass: rows and targets → loss and gradient.

use crate::layer::dropout::Draw;
use crate::loss::{self, Loss};
use crate::model::class::AsTarget;
use crate::model::trainable::{LossTarget, Trainable};
use crate::optimizer::Rule;

/// The buffers of a training step. They grow to the largest batch and are used again. Those of the layers are boxed: of
/// a deep network they are large, and a trainer is moved by each of its settings.
pub(crate) struct Pass<M: Trainable> {
    pub(crate) activations: Box<M::Activations>,
    deltas: Box<M::Deltas>,
    /// The weight of each row of the batch; empty if all weights are equal.
    pub(crate) weights: Vec<f64>,
}

/// The loss of a batch, in parts that can be pooled.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// The sum over the rows.
    pub(crate) sum: f64,
    /// The number of rows, or the sum of their weights.
    pub(crate) rows: f64,
    /// The batch's loss without penalties.
    pub(crate) loss: f64,
    /// The `l1` and `l2` penalties.
    pub(crate) penalty: f64,
}

impl Cost {
    pub(crate) fn total(self) -> f64 {
        self.loss + self.penalty
    }

    /// The mean cost of a row; 0 if all weights are 0.
    pub(crate) fn mean(self) -> f64 {
        if self.rows > 0.0 { self.sum / self.rows } else { 0.0 }
    }
}

impl<M: Trainable> Pass<M> {
    pub(crate) fn new() -> Self {
        Self { activations: Box::default(), deltas: Box::default(), weights: Vec::new() }
    }

    /// Forward, loss, backward, for at least one row and targets that fit; writes the gradient of the batch's loss with
    /// penalties.
    pub(crate) fn run(
        &mut self,
        model: &M,
        x: &[M::Input],
        targets: &[impl AsTarget<LossTarget<M>>],
        draw: Draw,
        gradient: &mut M,
    ) -> Cost {
        let cost = self.forward(model, x, targets, draw, 1.0);
        model.backward(x, &self.activations, &mut self.deltas, gradient, None);
        model.penalize(gradient);
        cost
    }

    /// [`run`](Self::run) and the update in one, for a network that [descends](crate::Layer::DESCENDS).
    #[inline]
    pub(crate) fn descend<R: Rule<M::Scalar, K>, const K: usize>(
        &mut self,
        model: &mut M,
        x: &[M::Input],
        targets: &[impl AsTarget<LossTarget<M>>],
        draw: Draw,
        rule: R,
        moments: [&mut M; K],
    ) -> Cost {
        let scale = rule.plain().map_or(1.0, |[_, rate]| -rate);
        let cost = self.forward(model, x, targets, draw, scale);
        model.descend(x, &self.activations, &mut self.deltas, rule, moments, None);
        cost
    }

    /// The forward pass: activations, and `scale` times the gradient of the last pre-activations.
    pub(crate) fn forward(
        &mut self,
        model: &M,
        x: &[M::Input],
        targets: &[impl AsTarget<LossTarget<M>>],
        draw: Draw,
        scale: f64,
    ) -> Cost {
        model.train(x, &mut self.activations, draw);
        let (weights, output) = (&self.weights[..], M::output(&self.activations));
        let (sum, rows) = (loss::costs(M::LOSS, output, targets, weights), loss::counted(targets.len(), weights));
        let mut cost = Cost { sum, rows, loss: 0.0, penalty: model.penalty() };
        cost.loss = M::LOSS.reduce(cost.mean());
        let share = if rows > 0.0 { scale * M::LOSS.slope(cost.mean()) / rows } else { 0.0 };
        let delta = M::delta(&mut self.deltas);
        delta.resize(targets.len());
        loss::gradients(M::LOSS, M::last(), output, targets, share, weights, delta);
        cost
    }
}
