//! `Description` → `Network`: judges how statements go together, collects all that is wrong, then stops.

mod block;
mod build;
mod classes;
mod labels;
mod last;
mod names;
mod order;
mod perceptron;
mod training;

use proc_macro2::Ident;

use self::names::Names;
use crate::description::{Description, Kind, Statement};
use crate::errors::Errors;
use crate::layers::Outputs;
use crate::network::{Dense, Layer, LayerKind, Loss, Network, Size, Word, WordKind};

/// A statement among the others.
struct Context<'d> {
    statement: &'d Statement,
    /// Those before it.
    before: &'d [Statement],
    /// Those after it.
    after: &'d [Statement],
    /// All statements of the network, blocks whole.
    all: &'d [Statement],
}

/// A layer among the others.
struct LayerContext<'d> {
    layer: &'d Layer,
    /// Those before it, in its block or in the network.
    before: &'d [&'d Layer],
    /// Those after it, in its block or in the network.
    after: &'d [&'d Layer],
    /// All statements of the network, blocks whole.
    all: &'d [Statement],
    /// The name in the header.
    name: Option<&'d Ident>,
    /// The names of all layers, those in blocks too.
    names: &'d Names,
    /// Which of the named layers this is.
    number: usize,
}

/// A rule judges one statement, and reports where it breaks it.
type Rule = fn(&Context, &mut Errors);

/// A rule judges one layer, and reports where it breaks it.
type LayerRule = fn(&LayerContext, &mut Errors);

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
    perceptron::perceptron_has_one_layer,
    classes::loss_is_about_classes,
    classes::one_for_each_output,
    training::training_needs_a_loss,
    training::nesterov_needs_momentum,
    training::batch_norm_needs_a_batch,
];

/// The rules of layers, those in blocks too.
const LAYER_RULES: &[LayerRule] = &[
    labels::label_is_new,
    labels::label_is_no_automatic_name,
    labels::part_has_a_name_of_its_own,
    labels::part_is_another_network,
    last::softmax_stands_last,
    perceptron::step_is_for_the_perceptron,
];

/// Checks a whole description.
pub(crate) fn check(description: Description) -> Result<Network, Errors> {
    let mut errors = Errors::default();
    if let Some(header) = &description.header {
        labels::no_derive_of_ours(header, &mut errors);
    }
    order::not_empty(&description, &mut errors);
    let layers: Vec<&Layer> = description.statements.iter().filter_map(Statement::layer).collect();
    let names = Names::of(&layers);
    let name = description.header.as_ref().map(|header| &header.name);
    let mut walk = Walk { all: &description.statements, name, names: &names, number: 0, errors };
    walk.network(&layers);
    walk.errors.finish(())?;
    build::network(description).ok_or_else(Errors::default)
}

/// Checks all statements and layers, with what is known so far.
struct Walk<'d> {
    all: &'d [Statement],
    name: Option<&'d Ident>,
    names: &'d Names,
    number: usize,
    errors: Errors,
}

impl Walk<'_> {
    /// Judges all statements; `layers` are those of the network, blocks whole.
    fn network(&mut self, layers: &[&Layer]) {
        let (all, mut width, mut number) = (self.all, None, 0);
        for (at, statement) in all.iter().enumerate() {
            if statement.layer().is_some() {
                self.layer(layers, number);
            }
            let (before, after) = (all.get(..at).unwrap_or_default(), all.get(at + 1..).unwrap_or_default());
            let context = Context { statement, before, after, all };
            RULES.iter().for_each(|rule| rule(&context, &mut self.errors));
            match &statement.kind {
                Kind::Input(size) => width = size.literal,
                Kind::Layer(layer) => {
                    width = self.width(layer, width);
                    number += 1;
                }
                _ => {}
            }
        }
    }

    /// Judges the layer at `at` of the network or of a block.
    fn layer(&mut self, layers: &[&Layer], at: usize) {
        let Some(layer) = layers.get(at).copied() else { return };
        let (before, after) = (layers.get(..at).unwrap_or_default(), layers.get(at + 1..).unwrap_or_default());
        let Self { all, name, names, number, .. } = *self;
        let context = LayerContext { layer, before, after, all, name, names, number };
        LAYER_RULES.iter().for_each(|rule| rule(&context, &mut self.errors));
        self.number += 1;
    }

    /// The width after a layer that comes after `before` values, as far as literals tell; judges the layers of a block.
    fn width(&mut self, layer: &Layer, before: Option<usize>) -> Option<usize> {
        if let LayerKind::Residual(residual) = &layer.kind {
            let block: Vec<&Layer> = residual.layers.iter().collect();
            let mut end = before;
            for (at, inner) in block.iter().enumerate() {
                self.layer(&block, at);
                end = self.width(inner, end);
            }
            block::ends_as_it_begins(&block, before, end, &mut self.errors);
        }
        match layer.outputs() {
            Outputs::Same => before,
            Outputs::Literal(width) => width,
            Outputs::Unknown => None,
        }
    }
}

impl<'d> Context<'d> {
    fn dense(&self) -> Option<&'d Dense> {
        self.statement.layer().and_then(Layer::dense)
    }

    /// Whether it is the network's output layer.
    fn is_last(&self) -> bool {
        self.statement.layer().is_some_and(|layer| is_last(self.all, layer))
    }

    fn keyword(&self) -> &'d Ident {
        &self.statement.keyword
    }
}

impl Layer {
    fn dense(&self) -> Option<&Dense> {
        match &self.kind {
            LayerKind::Dense(dense) => Some(dense),
            _ => None,
        }
    }

    /// Whether its outputs can be the network's.
    fn gives_outputs(&self) -> bool {
        matches!(self.kind, LayerKind::Dense(_) | LayerKind::Part(_))
    }
}

/// The output layer of the network: its last `dense` or `layer`.
fn last(all: &[Statement]) -> Option<&Layer> {
    all.iter().rev().filter_map(Statement::layer).find(|layer| layer.gives_outputs())
}

fn is_last(all: &[Statement], layer: &Layer) -> bool {
    last(all).is_some_and(|last| std::ptr::eq(last, layer))
}

/// Whether a statement is a layer.
fn is_layer(statement: &Statement) -> bool {
    statement.layer().is_some()
}

/// Whether any layer, also in a block, is what `is` says.
fn any_layer<'l>(layers: impl IntoIterator<Item = &'l Layer>, is: fn(&Layer) -> bool) -> bool {
    layers.into_iter().any(|layer| match &layer.kind {
        LayerKind::Residual(residual) => is(layer) || any_layer(&residual.layers, is),
        _ => is(layer),
    })
}

/// The network's loss.
fn loss(all: &[Statement]) -> Option<&Loss> {
    all.iter().find_map(|statement| match &statement.kind {
        Kind::Loss(loss) => Some(loss),
        _ => None,
    })
}

/// The word of the vocabulary: `None` for the user's own.
fn vocabulary(word: &Word) -> Option<String> {
    word.vocabulary().map(ToString::to_string)
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
