//! `Description` → `Network`: judges how statements go together, collects all that is wrong, then stops.

mod labels;
mod last;
mod order;
mod training;

use proc_macro2::{Ident, Span};
use syn::Visibility;

use crate::description::{self, Description, Kind, Statement, Value};
use crate::errors::Errors;
use crate::network::{Dense, Dropout, Layer, Network, Size, Word, WordKind};

/// A statement among the others.
struct Here<'d> {
    statement: &'d Statement,
    before: &'d [Statement],
    after: &'d [Statement],
    all: &'d [Statement],
}

/// A rule judges one statement and reports where it breaks it.
type Rule = fn(&Here, &mut Errors);

/// The rules, in the order of the words they look at.
const RULES: &[Rule] = &[
    order::has_input,
    order::has_layers,
    order::input_comes_first,
    order::input_once,
    order::one_of_a_kind,
    order::loss_after_the_layers,
    order::ends_with_dense,
    labels::label_is_new,
    labels::label_is_no_automatic_name,
    last::softmax_stands_last,
    last::softmax_of_one,
    last::activation_fits_the_loss,
    last::loss_fits_softmax,
    training::training_needs_a_loss,
    training::nesterov_needs_momentum,
];

/// Checks a whole description.
pub(crate) fn check(description: Description) -> Result<Network, Errors> {
    let mut errors = Errors::default();
    if let Some(header) = &description.header {
        labels::no_derive_of_ours(header, &mut errors);
    }
    let all = description.statements.as_slice();
    order::not_empty(&description, &mut errors);
    for (at, statement) in all.iter().enumerate() {
        let (before, after) = (all.get(..at).unwrap_or_default(), all.get(at + 1..).unwrap_or_default());
        let here = Here { statement, before, after, all };
        RULES.iter().for_each(|rule| rule(&here, &mut errors));
    }
    errors.finish(())?;
    network(description).ok_or_else(Errors::default)
}

impl Here<'_> {
    fn dense(&self) -> Option<&description::Dense> {
        dense(self.statement)
    }

    /// The last dense layer of the network.
    fn is_last_dense(&self) -> bool {
        self.dense().is_some() && !self.after.iter().any(|later| dense(later).is_some())
    }

    fn keyword(&self) -> &Ident {
        &self.statement.keyword
    }
}

fn dense(statement: &Statement) -> Option<&description::Dense> {
    match &statement.kind {
        Kind::Dense(dense) => Some(dense),
        _ => None,
    }
}

/// Whether a statement is a layer.
fn is_layer(statement: &Statement) -> bool {
    matches!(statement.kind, Kind::Dense(_) | Kind::Dropout(_))
}

/// The word of the vocabulary: `None` for the user's own.
fn vocabulary(word: Option<&Word>) -> Option<String> {
    match word.map(|word| &word.kind) {
        Some(WordKind::Vocabulary(word)) => Some(word.to_string()),
        Some(WordKind::Own(_)) => None,
        None => Some("linear".to_owned()),
    }
}

/// A size as the user wrote it.
fn written(size: &Size) -> String {
    size.literal.map_or_else(|| size.tokens.to_string(), |size| size.to_string())
}

/// Statements in their order → fields by name; `None` only where a rule reported an error.
fn network(description: Description) -> Option<Network> {
    let (attributes, visibility, name) = match description.header {
        Some(header) => (header.attributes, header.visibility, header.name),
        None => (Vec::new(), Visibility::Inherited, Ident::new("Network", Span::call_site())),
    };
    let (mut scalar, mut input, mut layers) = (Ident::new("f32", Span::call_site()), None, Vec::new());
    let (mut loss, mut optimizer, mut batch, mut epochs) = (None, None, None, None);
    let mut count = 0;
    for Statement { keyword, kind } in description.statements {
        match kind {
            Kind::Input(size) => input = Some(size),
            Kind::Dense(written) => {
                count += 1;
                layers.push(Layer::Dense(named(written, &keyword, count)));
            }
            Kind::Dropout(rate) => layers.push(Layer::Dropout(Dropout { rate })),
            Kind::Loss(word) => loss = Some(word),
            Kind::Optimizer(word) => optimizer = Some(word),
            Kind::Batch(rows) => batch = Some(rows),
            Kind::Epochs(passes) => epochs = Some(passes),
            Kind::Dtype(word) => scalar = word,
        }
    }
    Some(Network {
        attributes,
        visibility,
        name,
        scalar,
        input: input?,
        layers,
        loss,
        classes: None,
        optimizer,
        schedule: None,
        weights: None,
        batch,
        epochs,
    })
}

/// A dense layer with its field and its defaults; it is the `count`th.
fn named(written: description::Dense, keyword: &Ident, count: usize) -> Dense {
    let field = written.label.unwrap_or_else(|| Ident::new(&format!("dense{count}"), keyword.span()));
    let linear = || Word { kind: WordKind::Vocabulary(Ident::new("linear", keyword.span())), arguments: Vec::new() };
    let activation = written.activation.unwrap_or_else(linear);
    let mut dense = Dense { field, size: written.size, activation, init: None, bias: true, l1: None, l2: None };
    for given in written.options {
        match given.value {
            Value::Init(init) => dense.init = Some(init),
            Value::Bool(bias) => dense.bias = bias.value(),
            Value::Number(factor) if given.name == "l1" => dense.l1 = Some(factor),
            Value::Number(factor) => dense.l2 = Some(factor),
        }
    }
    dense
}
