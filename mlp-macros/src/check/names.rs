//! The names of layers: labels, and those that are counted a kind in the order of the source.

use std::collections::HashMap;

use crate::layers::Automatic;
use crate::network::{Layer, LayerKind};

/// Counts the layers of each kind; labelled layers are counted too.
#[derive(Default)]
pub(super) struct Counter(HashMap<&'static str, usize>);

impl Counter {
    /// The name of the next layer if it has no label: `dense2`, `encoder`.
    pub(super) fn name(&mut self, layer: &Layer) -> String {
        let kind = match layer.automatic_name() {
            Automatic::Fixed(name) => return name,
            Automatic::Counted(kind) => kind,
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
            let shown = layer.shown(automatic.trim_start_matches(|letter: char| !letter.is_ascii_digit()));
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
