//! How the hyperparameters go together.

use super::{Context, any_layer};
use crate::description::{Kind, Statement};
use crate::errors::Errors;
use crate::network::{Layer, LayerKind, NormKind, OptionValue};

/// `input 2; dense 1; optimizer adam;`, also for the other statements about training; the first of them says it.
pub(super) fn training_needs_a_loss(here: &Context, errors: &mut Errors) {
    let trains = |kind: &Kind| {
        matches!(kind, Kind::Classes(_) | Kind::Optimizer(_) | Kind::Schedule(_) | Kind::Batch(_) | Kind::Epochs(_))
    };
    let has_loss = here.all.iter().any(|statement| matches!(statement.kind, Kind::Loss(_)));
    if has_loss || !trains(&here.statement.kind) || here.before.iter().any(|statement| trains(&statement.kind)) {
        return;
    }
    let keyword = here.keyword();
    let message = match here.statement.kind {
        Kind::Classes(_) => "`classes` says what is trained, but the network has no loss: write `loss sparse_categorical;` before it, or leave it out".to_owned(),
        _ => format!(
            "`{keyword}` is for training, but the network has no loss: write `loss mse;` before it, or leave it out"
        ),
    };
    errors.at(keyword, message);
}

/// `batch_norm; … batch 1;`
pub(super) fn batch_norm_needs_a_batch(here: &Context, errors: &mut Errors) {
    let Kind::Batch(rows) = &here.statement.kind else { return };
    let by_batch = |layer: &Layer| matches!(&layer.kind, LayerKind::Norm(norm) if norm.kind == NormKind::Batch);
    if rows.literal == Some(1) && any_layer(here.all.iter().filter_map(Statement::layer), by_batch) {
        errors.at(
            &rows.tokens,
            "`batch_norm` compares the rows of a batch, and this is 1: write `batch 32;`, or `layer_norm` in its place",
        );
    }
}

/// `optimizer sgd nesterov=true;`
pub(super) fn nesterov_needs_momentum(here: &Context, errors: &mut Errors) {
    let Kind::Optimizer(optimizer) = &here.statement.kind else {
        return;
    };
    let momentum = optimizer.options.iter().any(|(name, value)| {
        name == "momentum" && matches!(value, OptionValue::Number(number) if number.literal != Some(0.0))
    });
    for (name, value) in &optimizer.options {
        if name == "nesterov" && matches!(value, OptionValue::Bool(value) if value.value()) && !momentum {
            errors.at(name, "`nesterov` needs a momentum: write `momentum=0.9 nesterov=true`");
        }
    }
}
