//! What a network has, in which order, and how often.

use std::mem::discriminant;

use proc_macro2::Span;

use super::{Here, dense, is_layer, written};
use crate::description::{Description, Kind, Statement};
use crate::errors::Errors;

fn is_input(statement: &Statement) -> bool {
    matches!(statement.kind, Kind::Input(_))
}

/// A network has an `input` and a layer: not `struct Name;` alone, and not `input 784;` alone.
pub(super) fn has_input_and_layers(description: &Description, errors: &mut Errors) {
    let all = &description.statements;
    let input = all.iter().find(|statement| is_input(statement));
    let layer = all.iter().find(|statement| is_layer(statement));
    match (input, layer) {
        (Some(_), Some(_)) => {}
        (None, Some(layer)) => {
            errors.at(&layer.keyword, format!("the input is missing: write `input 784;` before `{}`", layer.keyword));
        }
        (Some(input), None) => {
            errors.at(&input.keyword, "the network has no layers: write `dense 10 softmax;` behind the input");
        }
        (None, None) => {
            let message = "the network is empty: write `input 784;`, then `dense 10 softmax;`";
            match (all.first(), &description.header) {
                (Some(first), _) => {
                    errors
                        .at(&first.keyword, "the network has no layers: write `input 784;`, then `dense 10 softmax;`");
                }
                (None, Some(header)) => errors.at(&header.name, message),
                (None, None) => errors.at(proc_macro2::Ident::new("network", Span::call_site()), message),
            }
        }
    }
}

/// `dense 10; input 784;`
pub(super) fn input_comes_first(here: &Here, errors: &mut Errors) {
    let Kind::Input(size) = &here.statement.kind else {
        return;
    };
    let first_input = !here.before.iter().any(is_input);
    if let (true, Some(layer)) = (first_input, here.before.iter().find(|statement| is_layer(statement))) {
        let (size, layer) = (written(size), &layer.keyword);
        errors.at(
            here.keyword(),
            format!("`input` stands before the layers: move `input {size};` before the first `{layer}`"),
        );
    }
}

/// `input 784; input 10;`
pub(super) fn input_once(here: &Here, errors: &mut Errors) {
    let earlier = here.before.iter().find_map(|statement| match &statement.kind {
        Kind::Input(size) => Some(written(size)),
        _ => None,
    });
    if let (Some(earlier), Kind::Input(size)) = (earlier, &here.statement.kind) {
        let size = written(size);
        errors.at(
            here.keyword(),
            format!("`input {earlier};` stands here already: leave out `input {size};`, or write `dense {size}`"),
        );
    }
}

/// `loss mse; loss mae;`, also for `optimizer`, `batch`, `epochs`, `dtype`.
pub(super) fn one_of_a_kind(here: &Here, errors: &mut Errors) {
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
pub(super) fn loss_behind_the_layers(here: &Here, errors: &mut Errors) {
    let last = here.after.iter().rfind(|statement| is_layer(statement));
    if let (Kind::Loss(_), Some(last)) = (&here.statement.kind, last) {
        let last = dense(last).map_or_else(|| "dropout".to_owned(), |dense| format!("dense {}", written(&dense.size)));
        errors.at(here.keyword(), format!("`loss` stands behind all layers: move it behind `{last}`"));
    }
}

/// `dense 10; dropout 0.2; loss mse;`
pub(super) fn ends_with_dense(here: &Here, errors: &mut Errors) {
    if matches!(here.statement.kind, Kind::Dropout(_)) && !here.after.iter().any(is_layer) {
        errors.at(
            here.keyword(),
            "`dropout` cannot end a network, it would drop outputs: leave it out, or write it before the last `dense`",
        );
    }
}
