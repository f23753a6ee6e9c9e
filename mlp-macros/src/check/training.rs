//! How the hyperparameters go together.

use super::Here;
use crate::description::Kind;
use crate::errors::Errors;
use crate::network::OptionValue;

/// `input 2; dense 1; optimizer adam;`, also for `batch` and `epochs`; the first of them says it.
pub(super) fn training_needs_a_loss(here: &Here, errors: &mut Errors) {
    let trains = |kind: &Kind| matches!(kind, Kind::Optimizer(_) | Kind::Batch(_) | Kind::Epochs(_));
    let has_loss = here.all.iter().any(|statement| matches!(statement.kind, Kind::Loss(_)));
    if has_loss || !trains(&here.statement.kind) || here.before.iter().any(|statement| trains(&statement.kind)) {
        return;
    }
    let keyword = here.keyword();
    errors.at(
        keyword,
        format!(
            "`{keyword}` is for training, but the network has no loss: write `loss mse;` before it, or leave it out"
        ),
    );
}

/// `optimizer sgd nesterov=true;`
pub(super) fn nesterov_needs_momentum(here: &Here, errors: &mut Errors) {
    let Kind::Optimizer(optimizer) = &here.statement.kind else {
        return;
    };
    let momentum = optimizer.options.iter().any(|(name, value)| {
        name == "momentum" && matches!(value, OptionValue::Number(number) if number.literal != Some(0.0))
    });
    for (name, value) in &optimizer.options {
        if matches!(value, OptionValue::Bool(nesterov) if nesterov.value()) && !momentum {
            errors.at(name, "`nesterov` needs a momentum: write `momentum=0.9 nesterov=true`");
        }
    }
}
