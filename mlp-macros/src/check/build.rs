//! Statements in their order → fields by name.

use proc_macro2::{Ident, Literal, Span};
use quote::ToTokens;
use syn::Visibility;

use super::names::Counter;
use crate::description::{self, Description, Kind, Statement, Value};
use crate::network::{
    Classes, Dense, Dropout, Layer, Network, Norm, Number, Part, Residual, Standardize, Word, WordKind,
};
use crate::words::Range;

/// The network of a description that keeps all rules; `None` only where a rule reported an error.
pub(super) fn network(description: Description) -> Option<Network> {
    let (attributes, visibility, name) = match description.header {
        Some(header) => (header.attributes, header.visibility, header.name),
        None => (Vec::new(), Visibility::Inherited, Ident::new("Network", Span::call_site())),
    };
    let (mut scalar, mut input, mut layers) = (Ident::new("f32", Span::call_site()), None, Vec::new());
    let (mut loss, mut classes, mut optimizer, mut schedule) = (None, None, None, None);
    let (mut weights, mut batch, mut epochs) = (None, None, None);
    let mut counter = Counter::default();
    for statement in description.statements {
        match statement.kind {
            Kind::Input(size) => input = Some(size),
            Kind::Loss(word) => loss = Some(word),
            Kind::Classes(names) => classes = Some(Classes { keyword: statement.keyword, names }),
            Kind::Optimizer(word) => optimizer = Some(word),
            Kind::Schedule(word) => schedule = Some(word),
            Kind::Weights(file) => weights = Some(file),
            Kind::Batch(rows) => batch = Some(rows),
            Kind::Epochs(passes) => epochs = Some(passes),
            Kind::Dtype(word) => scalar = word,
            Kind::Standardize
            | Kind::Dense(_)
            | Kind::Dropout(_)
            | Kind::Norm(_)
            | Kind::Residual(_)
            | Kind::Part(_) => layers.extend(layer(statement, &mut counter)),
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

/// A layer with its field and its defaults.
fn layer(statement: Statement, counter: &mut Counter) -> Option<Layer> {
    let automatic = counter.name(&statement)?;
    let Statement { label, keyword, kind } = statement;
    let field = label.unwrap_or_else(|| Ident::new(&automatic, keyword.span()));
    Some(match kind {
        Kind::Standardize => Layer::Standardize(Standardize { field: keyword }),
        Kind::Dense(written) => Layer::Dense(dense(written, field, &keyword)),
        Kind::Dropout(rate) => Layer::Dropout(Dropout { rate }),
        Kind::Norm(written) => Layer::Norm(norm(written, field, &keyword)),
        Kind::Residual(written) => Layer::Residual(Residual {
            activation: written.activation.unwrap_or_else(|| linear(&keyword)),
            layers: written.statements.into_iter().filter_map(|inner| layer(inner, counter)).collect(),
            keyword,
        }),
        Kind::Part(written) => {
            let labelled = field != automatic;
            let field = if labelled { field } else { Ident::new(&automatic, written.name.span()) };
            Layer::Part(Part { field, path: written.path })
        }
        _ => return None,
    })
}

fn dense(written: description::Dense, field: Ident, keyword: &Ident) -> Dense {
    let activation = written.activation.unwrap_or_else(|| linear(keyword));
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

fn norm(written: description::Norm, field: Ident, keyword: &Ident) -> Norm {
    let activation = written.activation.unwrap_or_else(|| linear(keyword));
    let (momentum, epsilon) = (number(0.1, keyword), number(1e-5, keyword));
    let mut norm = Norm { field, kind: written.kind, activation, momentum, epsilon };
    for given in written.options {
        match given.value {
            Value::Number(share) if given.name == "momentum" => norm.momentum = share,
            Value::Number(epsilon) => norm.epsilon = epsilon,
            Value::Bool(_) | Value::Init(_) => {}
        }
    }
    norm
}

/// The activation where none is written.
fn linear(keyword: &Ident) -> Word {
    Word { kind: WordKind::Vocabulary(Ident::new("linear", keyword.span())), arguments: Vec::new() }
}

/// The number where none is written.
fn number(value: f64, keyword: &Ident) -> Number {
    let mut literal = Literal::f64_unsuffixed(value);
    literal.set_span(keyword.span());
    Number { tokens: literal.into_token_stream(), literal: Some(value), range: Range::Any }
}
