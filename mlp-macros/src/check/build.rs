//! Statements in their order → fields by name.

use proc_macro2::{Ident, Span};
use syn::Visibility;

use super::names::Counter;
use crate::description::{Description, Kind};
use crate::network::{Layer, LayerKind, Network};
use crate::words::{self, DEFAULT_NAME};

/// The network of a description that keeps all rules; `None` only where a rule reported an error.
pub(super) fn network(description: Description) -> Option<Network> {
    let (attributes, visibility, name) = match description.header {
        Some(header) => (header.attributes, header.visibility, header.name),
        None => (Vec::new(), Visibility::Inherited, Ident::new(DEFAULT_NAME, Span::call_site())),
    };
    let (mut scalar, mut input, mut layers) = (Ident::new("f32", Span::call_site()), None, Vec::new());
    let (mut loss, mut classes, mut optimizer, mut schedule) = (None, None, None, None);
    let (mut weights, mut batch, mut epochs) = (None, None, None);
    let mut counter = Counter::default();
    for statement in description.statements {
        match statement.kind {
            Kind::Input(size) => input = Some(size),
            Kind::Loss(word) => loss = Some(word),
            Kind::Classes(names) => classes = Some(names),
            Kind::Optimizer(word) => optimizer = Some(word),
            Kind::Schedule(word) => schedule = Some(word),
            Kind::Weights(file) => weights = Some(file),
            Kind::Batch(rows) => batch = Some(rows),
            Kind::Epochs(passes) => epochs = Some(passes),
            Kind::Dtype(word) => scalar = word,
            Kind::Layer(layer) => layers.push(named(layer, &mut counter)),
        }
    }
    let input = input?;
    Some(Network {
        attributes,
        visibility,
        name,
        scalar,
        input,
        layers,
        loss,
        classes,
        optimizer,
        schedule,
        weights,
        batch,
        epochs,
    })
}

/// Gives a layer, and those in its block, their fields.
fn named(mut layer: Layer, counter: &mut Counter) -> Layer {
    let automatic = counter.name(&layer);
    let span = match &layer.kind {
        LayerKind::Part(part) => part.name.span(),
        _ => layer.keyword.span(),
    };
    layer.field = layer.label.clone().unwrap_or_else(|| words::field_name(&automatic, span));
    if let LayerKind::Residual(residual) = &mut layer.kind {
        let layers = std::mem::take(&mut residual.layers);
        residual.layers = layers.into_iter().map(|inner| named(inner, counter)).collect();
    }
    layer
}
