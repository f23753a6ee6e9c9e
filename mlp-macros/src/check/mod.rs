//! `Description` → `Network`: judges how statements go together, collects all that is wrong, then stops.

mod block;
mod build;
mod classes;
mod labels;
mod last;
mod names;
mod order;
mod threshold;
mod training;

use proc_macro2::Ident;

use self::names::Names;
use crate::description::{self, Description, Kind, Statement};
use crate::errors::Errors;
use crate::network::{Loss, Network, Size, Word, WordKind};

/// A statement among the others.
struct Here<'d> {
    statement: &'d Statement,
    /// Those before it, in its block or in the network.
    before: &'d [Statement],
    /// Those after it, in its block or in the network.
    after: &'d [Statement],
    /// All statements of the network, blocks whole.
    all: &'d [Statement],
    /// The name in the header.
    name: Option<&'d Ident>,
    /// The names of all layers, those in blocks too.
    names: &'d Names,
    /// Which of the named layers this is.
    number: usize,
}

/// A rule judges one statement and reports where it breaks it.
type Rule = fn(&Here, &mut Errors);

/// The rules of the network's own statements, in the order of the words they look at.
const RULES: &[Rule] = &[
    order::has_input,
    order::has_layers,
    order::input_comes_first,
    order::input_once,
    order::standardize_comes_first,
    order::one_of_a_kind,
    order::loss_after_the_layers,
    order::ends_with_dense,
    last::softmax_of_one,
    last::activation_fits_the_loss,
    last::loss_fits_softmax,
    threshold::perceptron_has_one_layer,
    classes::loss_is_about_classes,
    classes::one_for_each_output,
    training::training_needs_a_loss,
    training::nesterov_needs_momentum,
    training::batch_norm_needs_a_batch,
];

/// The rules of layers, those in blocks too.
const LAYER_RULES: &[Rule] = &[
    labels::label_is_new,
    labels::label_is_no_automatic_name,
    labels::part_has_a_name_of_its_own,
    labels::part_is_another_network,
    last::softmax_stands_last,
    threshold::step_is_for_the_perceptron,
];

/// Checks a whole description.
pub(crate) fn check(description: Description) -> Result<Network, Errors> {
    let mut errors = Errors::default();
    if let Some(header) = &description.header {
        labels::no_derive_of_ours(header, &mut errors);
    }
    order::not_empty(&description, &mut errors);
    let names = Names::of(&description.statements);
    let name = description.header.as_ref().map(|header| &header.name);
    let mut walk = Walk { all: &description.statements, name, names: &names, number: 0, errors };
    walk.statements(&description.statements, None, RULES);
    walk.errors.finish(())?;
    build::network(description).ok_or_else(Errors::default)
}

/// Goes through all statements, with what is known on the way.
struct Walk<'d> {
    all: &'d [Statement],
    name: Option<&'d Ident>,
    names: &'d Names,
    number: usize,
    errors: Errors,
}

impl<'d> Walk<'d> {
    /// Judges the statements of the network or of a block that comes after `width` values; gives the width after them,
    /// as far as literals tell.
    fn statements(
        &mut self,
        statements: &'d [Statement],
        mut width: Option<usize>,
        rules: &'static [Rule],
    ) -> Option<usize> {
        for (at, statement) in statements.iter().enumerate() {
            let before = statements.get(..at).unwrap_or_default();
            let after = statements.get(at + 1..).unwrap_or_default();
            let Self { all, name, names, number, .. } = *self;
            let here = Here { statement, before, after, all, name, names, number };
            LAYER_RULES.iter().chain(rules).for_each(|rule| rule(&here, &mut self.errors));
            self.number += usize::from(is_layer(statement));
            match &statement.kind {
                Kind::Input(size) => width = size.literal,
                Kind::Dense(dense) => width = dense.size.literal,
                Kind::Part(_) => width = None,
                Kind::Residual(residual) => {
                    let end = self.statements(&residual.statements, width, &[]);
                    block::ends_as_it_begins(&residual.statements, width, end, &mut self.errors);
                }
                _ => {}
            }
        }
        width
    }
}

impl<'d> Here<'d> {
    fn dense(&self) -> Option<&'d description::Dense> {
        dense(self.statement)
    }

    /// Whether it is the layer that gives the network's outputs.
    fn is_last(&self) -> bool {
        last(self.all).is_some_and(|last| std::ptr::eq(last, self.statement))
    }

    fn keyword(&self) -> &'d Ident {
        &self.statement.keyword
    }
}

fn dense(statement: &Statement) -> Option<&description::Dense> {
    match &statement.kind {
        Kind::Dense(dense) => Some(dense),
        _ => None,
    }
}

/// The layer that gives the network's outputs: its last `dense` or `layer`.
fn last(all: &[Statement]) -> Option<&Statement> {
    all.iter().rev().find(|statement| matches!(statement.kind, Kind::Dense(_) | Kind::Part(_)))
}

/// Whether a statement is a layer.
fn is_layer(statement: &Statement) -> bool {
    matches!(
        statement.kind,
        Kind::Standardize | Kind::Dense(_) | Kind::Dropout(_) | Kind::Norm(_) | Kind::Residual(_) | Kind::Part(_)
    )
}

/// Whether any layer, also in a block, is what `is` says.
fn any_layer(statements: &[Statement], is: fn(&Statement) -> bool) -> bool {
    statements.iter().any(|statement| match &statement.kind {
        Kind::Residual(residual) => is(statement) || any_layer(&residual.statements, is),
        _ => is(statement),
    })
}

/// The activation of a layer, where one is written.
fn activation(statement: &Statement) -> Option<&Word> {
    match &statement.kind {
        Kind::Dense(dense) => dense.activation.as_ref(),
        Kind::Norm(norm) => norm.activation.as_ref(),
        Kind::Residual(residual) => residual.activation.as_ref(),
        _ => None,
    }
}

/// The network's loss.
fn loss(all: &[Statement]) -> Option<&Loss> {
    all.iter().find_map(|statement| match &statement.kind {
        Kind::Loss(loss) => Some(loss),
        _ => None,
    })
}

/// The word of the vocabulary: `None` for the user's own.
fn vocabulary(word: Option<&Word>) -> Option<String> {
    match word.map(|word| &word.kind) {
        Some(WordKind::Vocabulary(word)) => Some(word.to_string()),
        Some(WordKind::Own(_)) => None,
        None => Some("linear".to_owned()),
    }
}

/// A word as the user wrote it.
fn shown(word: &Word) -> String {
    match &word.kind {
        WordKind::Vocabulary(word) => word.to_string(),
        WordKind::Own(path) => path.to_string().replace(' ', ""),
    }
}

/// A size as the user wrote it.
fn written(size: &Size) -> String {
    size.literal.map_or_else(|| size.tokens.to_string(), |size| size.to_string())
}
