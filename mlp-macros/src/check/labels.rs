//! Names: labels that clash, derives that are ours.

use proc_macro2::TokenTree;

use super::{Here, dense};
use crate::description::Header;
use crate::errors::Errors;

/// `a: dense 2; a: dense 3;`
pub(super) fn label_is_new(here: &Here, errors: &mut Errors) {
    let Some(label) = here.dense().and_then(|dense| dense.label.as_ref()) else {
        return;
    };
    let taken = here.before.iter().filter_map(dense).any(|earlier| earlier.label.as_ref() == Some(label));
    if taken {
        errors
            .at(label, format!("there is a layer `{label}` already: write another label, as in `{label}_2: dense …`"));
    }
}

/// `dense2: dense 4; dense 3;`: the second layer is `dense2` already.
pub(super) fn label_is_no_automatic_name(here: &Here, errors: &mut Errors) {
    let Some(label) = here.dense().and_then(|dense| dense.label.as_ref()) else {
        return;
    };
    let layers = here.all.iter().filter_map(dense).enumerate();
    for (at, layer) in layers {
        if layer.label.is_none() && label == &format!("dense{}", at + 1) {
            errors.at(label, format!("`{label}` is already the name of dense layer {}: write another label", at + 1));
        }
    }
}

/// `#[derive(Clone)] struct Name;`
pub(super) fn no_derive_of_ours(header: &Header, errors: &mut Errors) {
    for attribute in header.attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let Ok(list) = attribute.meta.require_list() else {
            continue;
        };
        for tree in list.tokens.clone() {
            if let TokenTree::Ident(name) = tree
                && ["Clone", "Debug", "PartialEq"].iter().any(|ours| name == ours)
            {
                errors.at(&name, format!("a network derives `{name}` already: leave it out"));
            }
        }
    }
}
