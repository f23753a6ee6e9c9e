//! Names: labels that clash, derives that are ours.

use proc_macro2::{Ident, TokenTree};

use super::LayerContext;
use super::names::Named;
use crate::description::Header;
use crate::errors::Errors;
use crate::network::LayerKind;
use crate::words;

/// `a: dense 2; a: dense 3;`
pub(super) fn label_is_new(here: &LayerContext, errors: &mut Errors) {
    let Some(label) = &here.layer.label else { return };
    let layers = here.names.named(&label.to_string());
    if let Some(earlier) = layers.iter().find(|layer| layer.labelled && layer.number < here.number) {
        let (name, keyword) = (&earlier.name, &here.layer.keyword);
        errors.at(
            label,
            format!("there is already a layer `{name}`: write another label, as in `{label}_2: {keyword} …`"),
        );
    }
}

/// `dense2: dense 4; dense 3;`: the second layer is `dense2` already.
pub(super) fn label_is_no_automatic_name(here: &LayerContext, errors: &mut Errors) {
    let Some(label) = &here.layer.label else { return };
    let name = label.to_string();
    let shown = match here.names.named(&name).iter().find(|layer| !layer.labelled) {
        Some(other) => &other.shown,
        None if name.eq_ignore_ascii_case("input") => "the input",
        None => return,
    };
    errors.at(label, format!("`{label}` is already the name of {shown}: write another label"));
}

/// `struct Net; layer Net;`
pub(super) fn part_is_another_network(here: &LayerContext, errors: &mut Errors) {
    let (LayerKind::Part(part), Some(name)) = (&here.layer.kind, here.name) else { return };
    if *name == part.path.to_string() {
        errors.at(&part.name, format!("`{name}` cannot be a layer of itself: write the name of another network"));
    }
}

/// `layer Encoder; layer Encoder;`, `layer Fn;`
pub(super) fn part_has_a_name_of_its_own(here: &LayerContext, errors: &mut Errors) {
    let (LayerKind::Part(part), None) = (&here.layer.kind, &here.layer.label) else { return };
    let field = words::snake(&part.name.to_string());
    let path = part.path.to_string().replace(' ', "");
    let layers = here.names.named(&field);
    let other = layers.iter().find(|layer| !layer.labelled && layer.number != here.number);
    let taken = match other {
        Some(Named { number, shown, .. }) if *number < here.number || !shown.starts_with("`layer ") => {
            Some(format!("`{field}` is already the name of {shown}"))
        }
        None if field == "input" => Some("`input` is already the name of the input".to_owned()),
        _ if words::is_rust_keyword(&field) => Some(format!("`{field}` is a Rust keyword")),
        _ => None,
    };
    if let Some(taken) = taken {
        errors.at(&part.name, format!("{taken}: write a label, as in `{field}_2: layer {path};`"));
    }
}

/// `#[derive(Clone)] struct Name;`, `#[derive(Default)] struct Name;`
pub(super) fn no_derive_of_ours(header: &Header, errors: &mut Errors) {
    for attribute in header.attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let Ok(list) = attribute.meta.require_list() else {
            continue;
        };
        for tree in list.tokens.clone() {
            if let TokenTree::Ident(name) = tree
                && let Some(message) = no_derive(&name.to_string(), &header.name)
            {
                errors.at(&name, message);
            }
        }
    }
}

/// What is wrong with a derive of this name.
fn no_derive(name: &str, network: &Ident) -> Option<String> {
    match name {
        "Clone" | "Debug" | "PartialEq" => Some(format!("a network already derives `{name}`: leave it out")),
        "Default" => Some(format!(
            "a network has no `Default`, since it needs a seed, and weights of 0 hardly learn: write `{network}::init(42)`"
        )),
        "Copy" => Some("a network is not `Copy`, its weights are on the heap: leave it out, and `clone` it".to_owned()),
        "Eq" | "PartialOrd" | "Ord" | "Hash" => {
            Some(format!("a network is made of floats, and cannot be `{name}`: leave it out"))
        }
        "Serialize" | "Deserialize" => Some(format!(
            "a network does not derive `{name}`: leave it out, and write `model.save(\"model.safetensors\")`, which other \
             programs read too"
        )),
        _ => None,
    }
}
