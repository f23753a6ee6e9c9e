//! What a network has, in which order, and how often.

use std::mem::discriminant;

use proc_macro2::{Ident, Span};

use super::{Context, is_layer, vocabulary, written};
use crate::description::{Description, Kind, Statement};
use crate::errors::Errors;
use crate::network::LayerKind;

fn is_input(statement: &Statement) -> bool {
    matches!(statement.kind, Kind::Input(_))
}

/// `network! {}`, or only `struct Name;`.
pub(super) fn not_empty(description: &Description, errors: &mut Errors) {
    if !description.statements.is_empty() {
        return;
    }
    let message = "the network is empty: write `input 784;`, then `dense 10 softmax;`";
    match &description.header {
        Some(header) => errors.at(&header.name, message),
        None => errors.at(Ident::new("network", Span::call_site()), message),
    }
}

/// `dense 10;`
pub(super) fn has_input(here: &Context, errors: &mut Errors) {
    let first_layer = is_layer(here.statement) && !here.before.iter().any(is_layer);
    if first_layer && !here.all.iter().any(is_input) {
        errors.at(here.keyword(), format!("the input is missing: write `input 784;` before `{}`", here.keyword()));
    }
}

/// `input 784;`, `loss mse;`
pub(super) fn has_layers(here: &Context, errors: &mut Errors) {
    if here.all.iter().any(is_layer) || here.before.iter().any(is_input) {
        return;
    }
    if is_input(here.statement) {
        errors.at(here.keyword(), "the network has no layers: write `dense 10 softmax;` after the input");
    } else if here.before.is_empty() && !here.all.iter().any(is_input) {
        errors.at(here.keyword(), "the network has no layers: write `input 784;`, then `dense 10 softmax;`");
    }
}

/// `dense 10; input 784;`
pub(super) fn input_comes_first(here: &Context, errors: &mut Errors) {
    let Kind::Input(size) = &here.statement.kind else {
        return;
    };
    let first_input = !here.before.iter().any(is_input);
    if let (true, Some(layer)) = (first_input, here.before.iter().find(|statement| is_layer(statement))) {
        let (size, layer) = (written(size), &layer.keyword);
        errors.at(
            here.keyword(),
            format!("`input` comes before the layers: move `input {size};` before the first `{layer}`"),
        );
    }
}

/// `input 784; input 10;`
pub(super) fn input_once(here: &Context, errors: &mut Errors) {
    let earlier = here.before.iter().find_map(|statement| match &statement.kind {
        Kind::Input(size) => Some(written(size)),
        _ => None,
    });
    if let (Some(earlier), Kind::Input(size)) = (earlier, &here.statement.kind) {
        let size = written(size);
        errors.at(
            here.keyword(),
            format!("`input {earlier};` is already there: leave out `input {size};`, or write `dense {size}`"),
        );
    }
}

/// `dense 10; standardize;`, `standardize; standardize;`
pub(super) fn standardize_comes_first(here: &Context, errors: &mut Errors) {
    let standardize =
        |statement: &Statement| statement.layer().is_some_and(|layer| matches!(layer.kind, LayerKind::Standardize));
    if !standardize(here.statement) {
        return;
    }
    let twice = here.before.iter().any(standardize);
    if twice {
        errors.at(here.keyword(), "`standardize` is given twice: leave one out");
    } else if let Some(layer) = here.before.iter().find(|statement| is_layer(statement)) {
        let layer = &layer.keyword;
        errors
            .at(here.keyword(), format!("`standardize` comes right after `input`: move it before the first `{layer}`"));
    }
}

/// `loss mse; loss mae;`, and all other statements that are not layers.
pub(super) fn one_of_a_kind(here: &Context, errors: &mut Errors) {
    let kind = &here.statement.kind;
    if is_layer(here.statement) || is_input(here.statement) {
        return;
    }
    if here.before.iter().any(|statement| discriminant(&statement.kind) == discriminant(kind)) {
        let keyword = here.keyword();
        errors.at(keyword, format!("`{keyword}` is given twice: leave one out"));
    }
}

/// `loss mse; dense 10;`
pub(super) fn loss_after_the_layers(here: &Context, errors: &mut Errors) {
    let last = super::last(here.after);
    if let (Kind::Loss(_), Some(last)) = (&here.statement.kind, last) {
        let last = match &last.kind {
            LayerKind::Dense(dense) => format!("dense {}", written(&dense.size)),
            LayerKind::Part(part) => format!("layer {}", part.path.to_string().replace(' ', "")),
            _ => last.keyword.to_string(),
        };
        errors.at(here.keyword(), format!("`loss` comes after all layers: move it after `{last}`"));
    }
}

/// `dense 10; dropout 0.2; loss mse;`, also for norms and blocks.
pub(super) fn ends_with_dense(here: &Context, errors: &mut Errors) {
    let Some(layer) = here.statement.layer().filter(|_| !here.after.iter().any(is_layer)) else { return };
    if layer.activation().and_then(vocabulary).as_deref() == Some("softmax") {
        return;
    }
    let keyword = here.keyword();
    let dense_before = here.before.iter().filter_map(Statement::layer).any(|layer| layer.dense().is_some());
    let message = match &layer.kind {
        LayerKind::Dense(_) | LayerKind::Part(_) => return,
        LayerKind::Dropout(_) => {
            "`dropout` cannot end a network, it would drop outputs: leave it out, or write it before the last `dense`"
                .to_owned()
        }
        LayerKind::Norm(_) if dense_before => {
            format!("`{keyword}` cannot end a network, it would rescale outputs: write it before the last `dense`")
        }
        _ => format!("`{keyword}` cannot end a network: write a layer after it, as in `dense 10 softmax;`"),
    };
    errors.at(keyword, message);
}
