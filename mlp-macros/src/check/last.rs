//! Which last activation and which loss go together. The error is at the word to change.

use super::{Context, LayerContext, is_last, last, loss, vocabulary, written};
use crate::description::{Kind, Statement};
use crate::errors::Errors;
use crate::network::{Dense, Layer, LayerKind, Loss, Word, WordKind};
use crate::words::{self, Takes};

/// `dense 128 softmax; dense 10;`, `dense 10; batch_norm softmax;`
pub(super) fn softmax_stands_last(here: &LayerContext, errors: &mut Errors) {
    let Some(Word { kind: WordKind::Vocabulary(word), .. }) = here.layer.activation() else { return };
    if word != "softmax" || is_last(here.all, here.layer) {
        return;
    }
    let keyword = &here.layer.keyword;
    let before = here.before.iter().rev().find_map(|layer| layer.dense());
    let message = match (&here.layer.kind, before) {
        (LayerKind::Dense(dense), _) => {
            format!("`softmax` belongs on the last layer only: write `dense {} relu;`", written(&dense.size))
        }
        (LayerKind::Norm(_), Some(dense)) if here.after.is_empty() => format!(
            "`softmax` belongs on the last `dense`, with no norm between: write `dense {} softmax;` without `{keyword}`",
            written(&dense.size)
        ),
        _ => format!("`softmax` belongs on the last layer only: write `{keyword} relu`"),
    };
    errors.at(word, message);
}

/// `dense 1 softmax;`: one share of one is always 1. A loss that wants `softmax` makes no difference.
pub(super) fn softmax_of_one(here: &Context, errors: &mut Errors) {
    let Some(dense) = here.dense().filter(|dense| here.is_last() && dense.size.literal == Some(1)) else {
        return;
    };
    let loss = loss(here.all).and_then(|loss| vocabulary(&loss.word));
    let wants_softmax = loss.as_deref().is_some_and(takes_softmax);
    if vocabulary(&dense.activation).as_deref() == Some("softmax") {
        let line =
            if wants_softmax { "write `dense 1 sigmoid;` and `loss binary;`" } else { "write `dense 1 sigmoid;`" };
        errors.at(&dense.size.tokens, format!("`softmax` of 1 output is always 1: {line}"));
    } else if let (true, Some(loss)) = (wants_softmax, loss) {
        let message =
            format!("`{loss}` needs at least 2 outputs, but this is `1`: write `dense 1 sigmoid;` and `loss binary;`");
        errors.at(&dense.size.tokens, message);
    }
}

/// `dense 10 relu; loss sparse_categorical;`
pub(super) fn activation_fits_the_loss(here: &Context, errors: &mut Errors) {
    let Some(dense) = here.dense().filter(|_| here.is_last() && !norm_or_block_follows(here)) else {
        return;
    };
    let (Some(activation), Some(loss)) =
        (vocabulary(&dense.activation), loss(here.all).and_then(|loss| vocabulary(&loss.word)))
    else {
        return;
    };
    let Some(Takes::OneOf(fitting)) = words::loss_named(&loss).map(|known| &known.takes) else {
        return;
    };
    let reported = matches!(activation.as_str(), "softmax" | "step")
        || (loss == "perceptron" && super::perceptron::layers(here.all) > 1)
        || (takes_softmax(&loss) && dense.size.literal == Some(1));
    if fitting.contains(&activation.as_str()) || reported {
        return;
    }
    let names = words::list(fitting.iter().copied(), "or");
    let lines = fitting.iter().map(|word| line(dense, word)).collect::<Vec<_>>().join(" or ");
    let article = if names.starts_with("`e") { "an" } else { "a" };
    let message =
        format!("`{loss}` needs {article} {names} output, but the last layer is `{activation}`: write {lines}");
    match &dense.activation {
        Word { kind: WordKind::Vocabulary(word), .. } => errors.at(word, message),
        Word { kind: WordKind::Own(_), .. } => {}
    }
}

/// `dense 10 softmax; loss binary;`: the loss is the word to change.
pub(super) fn loss_fits_softmax(here: &Context, errors: &mut Errors) {
    let Kind::Loss(Loss { word: Word { kind: WordKind::Vocabulary(loss), .. }, .. }) = &here.statement.kind else {
        return;
    };
    let last = last(here.all).and_then(Layer::dense);
    let softmax = last.is_some_and(|dense| {
        vocabulary(&dense.activation).as_deref() == Some("softmax") && dense.size.literal != Some(1)
    });
    let Some(Takes::OneOf(fitting)) = words::loss_named(&loss.to_string()).map(|known| &known.takes) else {
        return;
    };
    if softmax && !fitting.contains(&"softmax") {
        let names = words::list(fitting.iter().copied(), "or");
        let message = format!(
            "`{loss}` needs a {names} output, but the last layer is `softmax`: write `loss sparse_categorical;` or `loss categorical;`"
        );
        errors.at(loss, message);
    }
}

fn takes_softmax(loss: &str) -> bool {
    matches!(words::loss_named(loss).map(|known| &known.takes), Some(Takes::OneOf(fitting)) if fitting.contains(&"softmax"))
}

/// `dense 10; batch_norm; loss mse;`: the last layer is wrong, and so nothing is said about its activation.
fn norm_or_block_follows(here: &Context) -> bool {
    let mut after = here.after.iter().filter_map(Statement::layer);
    after.any(|layer| matches!(layer.kind, LayerKind::Norm(_) | LayerKind::Residual(_)))
}

/// The layer with another activation, in backticks.
fn line(dense: &Dense, activation: &str) -> String {
    format!("`dense {} {activation};`", written(&dense.size))
}
