//! The names of the outputs.

use super::{Context, last, loss, shown, vocabulary, written};
use crate::description::Kind;
use crate::errors::Errors;
use crate::network::Layer;

/// `loss mse; classes Shirt, Bag;`
pub(super) fn loss_is_about_classes(here: &Context, errors: &mut Errors) {
    let (Kind::Classes(classes), Some(loss)) = (&here.statement.kind, loss(here.all)) else { return };
    let word = vocabulary(&loss.word);
    if here.before.iter().any(|statement| matches!(statement.kind, Kind::Classes(_))) {
        return;
    }
    let about_classes = ["sparse_categorical", "categorical", "kl_divergence", "binary", "perceptron"];
    if !about_classes.contains(&word.unwrap_or_default().as_str()) {
        let (count, loss) = (classes.names.len(), shown(&loss.word));
        errors.at(
            here.keyword(),
            format!(
                "`classes` needs a loss about classes, and `{loss}` is none: \
                 write `dense {count} softmax;` and `loss sparse_categorical;`, or leave it out"
            ),
        );
    }
}

/// `dense 10 softmax; classes Shirt, Bag;`
pub(super) fn one_for_each_output(here: &Context, errors: &mut Errors) {
    let (Kind::Classes(classes), Some(loss)) = (&here.statement.kind, loss(here.all)) else { return };
    let (Some(last), Some(word)) = (last(here.all).and_then(Layer::dense), vocabulary(&loss.word)) else { return };
    let count = classes.names.len();
    let instead = format!("write `dense {count} softmax;` and `loss sparse_categorical;`");
    let Some(outputs) = last.size.literal else {
        if matches!(word.as_str(), "binary" | "perceptron") {
            let (size, activation) = (written(&last.size), if word == "binary" { "sigmoid" } else { "step" });
            errors.at(
                here.keyword(),
                format!(
                    "`classes` with `{word}` names one output, but `{size}` may be more: write `dense 1 {activation};`"
                ),
            );
        }
        return;
    };
    match word.as_str() {
        "binary" | "perceptron" if outputs > 1 => errors.at(
            here.keyword(),
            format!("`{word}` says yes or no of each of {outputs} outputs, and `classes` names one: {instead}"),
        ),
        "binary" | "perceptron" if count != 2 => {
            errors.at(here.keyword(), format!("1 output tells 2 classes apart, and here are {count}: {instead}"));
        }
        "sparse_categorical" | "categorical" | "kl_divergence" if outputs > 1 && outputs != count => errors.at(
            here.keyword(),
            format!(
                "there are {count} classes for {outputs} outputs: name {outputs}, or write `dense {count} softmax;`"
            ),
        ),
        _ => {}
    }
}
