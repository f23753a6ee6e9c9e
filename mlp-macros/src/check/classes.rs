//! The names of the outputs.

use super::{Context, last, loss, shown, vocabulary, written};
use crate::description::Kind;
use crate::errors::Errors;
use crate::network::Layer;
use crate::words::{self, TargetKind};

/// `loss mse; classes Shirt, Bag;`
pub(super) fn loss_is_about_classes(here: &Context, errors: &mut Errors) {
    let (Kind::Classes(classes), Some(loss)) = (&here.statement.kind, loss(here.all)) else { return };
    if here.before.iter().any(|statement| matches!(statement.kind, Kind::Classes(_))) {
        return;
    }
    if loss.target() == TargetKind::Row {
        let (count, loss) = (classes.names.len(), shown(&loss.word));
        errors.at(
            here.keyword(),
            format!(
                "`classes` needs a loss about classes, and `{loss}` is not one: \
                 write `dense {count} softmax;` and `loss sparse_categorical;`, or leave it out"
            ),
        );
    }
}

/// `dense 10 softmax; classes Shirt, Bag;`
pub(super) fn one_for_each_output(here: &Context, errors: &mut Errors) {
    let (Kind::Classes(classes), Some(loss)) = (&here.statement.kind, loss(here.all)) else { return };
    let (Some(last), Some(word)) = (last(here.all).and_then(Layer::dense), vocabulary(&loss.word)) else { return };
    let fitting = words::loss_named(&word).and_then(|known| known.takes.first());
    let count = classes.names.len();
    let instead = format!("write `dense {count} softmax;` and `loss sparse_categorical;`");
    let Some(outputs) = last.size.literal else {
        if loss.target() == TargetKind::YesNo {
            let (size, activation) = (written(&last.size), fitting.unwrap_or("sigmoid"));
            errors.at(
                here.keyword(),
                format!(
                    "`classes` with `{word}` names one output, but `{size}` may be more: write `dense 1 {activation};`"
                ),
            );
        }
        return;
    };
    match loss.target() {
        TargetKind::YesNo if outputs > 1 => errors.at(
            here.keyword(),
            format!("`{word}` answers yes or no for each of {outputs} outputs, and `classes` names one: {instead}"),
        ),
        TargetKind::YesNo if count != 2 => {
            errors.at(here.keyword(), format!("1 output tells 2 classes apart, but there are {count}: {instead}"));
        }
        TargetKind::Class | TargetKind::Distribution if outputs > 1 && outputs != count => errors.at(
            here.keyword(),
            format!(
                "there are {count} classes for {outputs} outputs: name {outputs}, or write `dense {count} softmax;`"
            ),
        ),
        TargetKind::YesNo | TargetKind::Class | TargetKind::Distribution | TargetKind::Row => {}
    }
}
