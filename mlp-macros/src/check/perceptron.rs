//! The perceptron: `step` and the loss that trains it.

use super::{Context, LayerContext, loss, shown, vocabulary, written};
use crate::description::{Kind, Statement};
use crate::errors::Errors;
use crate::network::{LayerKind, Loss, Word, WordKind};
use crate::words;

/// `dense 8 step; dense 1 step;`, `dense 1 step; loss mse;`
pub(super) fn step_is_for_the_perceptron(here: &LayerContext, errors: &mut Errors) {
    let Some(Word { kind: WordKind::Vocabulary(word), .. }) = here.layer.activation() else { return };
    let loss = loss(here.all);
    let trained_by = loss.and_then(|loss| vocabulary(&loss.word));
    if word != "step" || trained_by.as_deref() == Some("perceptron") {
        return;
    }
    let line = |activation: &str| match &here.layer.kind {
        LayerKind::Dense(dense) => format!("`dense {} {activation};`", written(&dense.size)),
        _ => format!("`{} {activation}`", here.layer.keyword),
    };
    let message = match loss {
        _ if layers(here.all) > 1 => {
            format!("`step` has no derivative, so what comes before it cannot learn: write {}", line("sigmoid"))
        }
        None => {
            let line = line("sigmoid");
            format!("`step` has no derivative, and only `loss perceptron;` trains it: write that after it, or {line}")
        }
        Some(loss) => {
            let known = trained_by.as_deref().and_then(words::loss_named);
            let fitting = known.and_then(|known| known.takes.first()).unwrap_or("sigmoid");
            let (loss, line) = (shown(&loss.word), line(fitting));
            format!("`step` has no derivative, so `{loss}` cannot train it: write {line}, or `loss perceptron;`")
        }
    };
    errors.at(word, message);
}

/// `dense 8 relu; dense 1 step; loss perceptron;`
pub(super) fn perceptron_has_one_layer(here: &Context, errors: &mut Errors) {
    let Kind::Loss(Loss { word: Word { kind: WordKind::Vocabulary(loss), .. }, .. }) = &here.statement.kind else {
        return;
    };
    let layers = layers(here.all);
    if loss == "perceptron" && layers > 1 {
        errors.at(
            loss,
            format!(
                "`perceptron` trains one layer, since `step` has no derivative, but there are {layers}: \
                 write `dense 1 sigmoid;` and `loss binary;`"
            ),
        );
    }
}

/// How many layers of the network learn, blocks counted as one.
pub(super) fn layers(all: &[Statement]) -> usize {
    all.iter().filter_map(Statement::layer).filter(|layer| layer.learns()).count()
}
