//! The names of layers: labels, and those that are counted a kind in the order of the source.

use std::collections::HashMap;

use crate::description::{Kind, Statement};
use crate::network::NormKind;
use crate::words;

/// Counts the layers of each kind; labelled layers are counted too.
#[derive(Default)]
pub(super) struct Counter(HashMap<&'static str, usize>);

impl Counter {
    /// The name of the next layer if it has no label: `dense2`, `encoder`; `None` for other statements.
    pub(super) fn name(&mut self, layer: &Statement) -> Option<String> {
        let kind = match &layer.kind {
            Kind::Standardize => return Some("standardize".to_owned()),
            Kind::Part(part) => return Some(words::snake(&part.name.to_string())),
            Kind::Dense(_) => "dense",
            Kind::Dropout(_) => "dropout",
            Kind::Norm(norm) if norm.kind == NormKind::Batch => "batch_norm",
            Kind::Norm(_) => "layer_norm",
            Kind::Residual(_) => "residual",
            _ => return None,
        };
        let count = self.0.entry(kind).or_default();
        *count += 1;
        Some(format!("{kind}{count}"))
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
    pub(super) fn of(statements: &[Statement]) -> Self {
        let mut names = Self { layers: HashMap::new() };
        names.add(statements, &mut Counter::default(), &mut 0);
        names
    }

    /// The layers of this name, capitals aside, in the order of the source.
    pub(super) fn named(&self, name: &str) -> &[Named] {
        self.layers.get(&name.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, statements: &[Statement], counter: &mut Counter, number: &mut usize) {
        for statement in statements {
            let Some(automatic) = counter.name(statement) else { continue };
            let shown = shown(statement, &automatic);
            let labelled = statement.label.is_some();
            let name = statement.label.as_ref().map_or(automatic, ToString::to_string);
            let layers = self.layers.entry(name.to_lowercase()).or_default();
            layers.push(Named { number: *number, name, labelled, shown });
            *number += 1;
            if let Kind::Residual(residual) = &statement.kind {
                self.add(&residual.statements, counter, number);
            }
        }
    }
}

fn shown(statement: &Statement, automatic: &str) -> String {
    let count = automatic.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    match &statement.kind {
        Kind::Dense(_) => format!("dense layer {count}"),
        Kind::Dropout(_) => format!("dropout {count}"),
        Kind::Norm(_) => format!("`{}` {count}", statement.keyword),
        Kind::Residual(_) => format!("residual block {count}"),
        Kind::Part(part) => format!("`layer {}`", part.path.to_string().replace(' ', "")),
        _ => format!("`{automatic}`"),
    }
}
