//! The names of layers: labels, and those that are counted a kind in the order of the source.

use std::collections::HashMap;

use crate::network::{Layer, LayerKind, NormKind};
use crate::words;

/// Counts the layers of each kind; labelled layers are counted too.
#[derive(Default)]
pub(super) struct Counter(HashMap<&'static str, usize>);

impl Counter {
    /// The name of the next layer if it has no label: `dense2`, `encoder`.
    pub(super) fn name(&mut self, layer: &Layer) -> String {
        let kind = match &layer.kind {
            LayerKind::Standardize => return "standardize".to_owned(),
            LayerKind::Part(part) => return words::snake(&part.name.to_string()),
            LayerKind::Dense(_) => "dense",
            LayerKind::Dropout(_) => "dropout",
            LayerKind::Norm(norm) if norm.kind == NormKind::Batch => "batch_norm",
            LayerKind::Norm(_) => "layer_norm",
            LayerKind::Residual(_) => "residual",
        };
        let count = self.0.entry(kind).or_default();
        *count += 1;
        format!("{kind}{count}")
    }
}

/// A layer that has a name.
pub(super) struct Named {
    /// Its number among all layers, in the order of the source.
    pub(super) number: usize,
    /// The name.
    pub(super) name: String,
    /// Whether it is a label.
    pub(super) labelled: bool,
    /// What messages call the layer: `dense layer 2`.
    pub(super) shown: String,
}

/// The names of all layers; capitals make no difference, since sizes become constants of the same name.
pub(super) struct Names {
    layers: HashMap<String, Vec<Named>>,
}

impl Names {
    /// The names in a network, blocks included.
    pub(super) fn of(layers: &[&Layer]) -> Self {
        let mut names = Self { layers: HashMap::new() };
        names.add(layers.iter().copied(), &mut Counter::default(), &mut 0);
        names
    }

    /// The layers of this name, capitals aside, in the order of the source.
    pub(super) fn named(&self, name: &str) -> &[Named] {
        self.layers.get(&name.trim_start_matches("r#").to_lowercase()).map_or(&[], Vec::as_slice)
    }

    fn add<'l>(&mut self, layers: impl IntoIterator<Item = &'l Layer>, counter: &mut Counter, number: &mut usize) {
        for layer in layers {
            let automatic = counter.name(layer);
            let shown = shown(layer, &automatic);
            let labelled = layer.label.is_some();
            let name =
                layer.label.as_ref().map_or(automatic, |label| label.to_string().trim_start_matches("r#").to_owned());
            let named = self.layers.entry(name.to_lowercase()).or_default();
            named.push(Named { number: *number, name, labelled, shown });
            *number += 1;
            if let LayerKind::Residual(residual) = &layer.kind {
                self.add(&residual.layers, counter, number);
            }
        }
    }
}

fn shown(layer: &Layer, automatic: &str) -> String {
    let count = automatic.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    match &layer.kind {
        LayerKind::Dense(_) => format!("dense layer {count}"),
        LayerKind::Dropout(_) => format!("dropout {count}"),
        LayerKind::Norm(_) => format!("`{}` {count}", layer.keyword),
        LayerKind::Residual(_) => format!("residual block {count}"),
        LayerKind::Part(part) => format!("`layer {}`", part.path.to_string().replace(' ', "")),
        LayerKind::Standardize => format!("`{automatic}`"),
    }
}
