//! `Network` → `Plan`: the layers as a chain of steps, each with what it needs to know of its surroundings.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Attribute;
use syn::spanned::Spanned;

use super::hoist::Hoisted;
use super::layer::{self, Expand, Planned};
use super::passes::Mode;
use super::paths::{Paths, field_name, shown};
use crate::network::{Layer, Network, Size};

/// What all parts of the expansion speak of.
pub(super) struct Plan<'a> {
    pub(super) network: &'a Network,
    pub(super) paths: &'a Paths,
    /// The struct's name.
    pub(super) name: &'a Ident,
    pub(super) input: Width,
    pub(super) steps: Vec<Step<'a>>,
    /// The sizes that are not literals.
    pub(super) sizes: Vec<NamedSize<'a>>,
    pub(super) hoisted: Hoisted<'a>,
}

/// A layer at its place.
pub(super) struct Step<'a> {
    pub(super) paths: &'a Paths,
    /// The field of the struct, if it has one, and of the buffers.
    pub(super) field: Ident,
    /// The width of its inputs.
    pub(super) inputs: Width,
    /// The width of its outputs.
    pub(super) outputs: Width,
    /// Whether the network ends here.
    pub(super) last: bool,
    /// The rows that come before it in training, and in prediction, which leaves dropout out.
    pub(super) x: TokenStream,
    pub(super) x_predicted: TokenStream,
    /// Where the gradient of those rows goes.
    pub(super) into: TokenStream,
    /// Whether that is the gradient of the network's input.
    pub(super) reaches_input: bool,
    /// The steps inside of a residual block.
    pub(super) block: Vec<Step<'a>>,
    pub(super) layer: Box<dyn Expand + 'a>,
}

/// A number of values.
#[derive(Clone)]
pub(super) struct Width {
    /// For an expression: a literal, or the constant that contains the user's expression.
    pub(super) tokens: TokenStream,
    /// As the user wrote it.
    pub(super) shown: String,
}

impl Width {
    /// As an argument of a type: a path needs braces there.
    pub(super) fn argument(&self) -> TokenStream {
        let width = &self.tokens;
        if width.clone().into_iter().count() == 1 { width.clone() } else { quote!({ #width }) }
    }

    /// The number, if it was written as one.
    pub(super) fn number(&self) -> Option<usize> {
        self.tokens.to_string().parse().ok()
    }
}

/// A size that is not a literal, with its constant.
pub(super) struct NamedSize<'a> {
    pub(super) constant: Ident,
    pub(super) size: &'a Size,
    /// What it is the size of: `input`, `dense1`.
    pub(super) what: String,
    /// The least it may be.
    pub(super) least: usize,
}

impl Step<'_> {
    /// The rows that come before it in a pass.
    pub(super) fn rows(&self, mode: Mode) -> &TokenStream {
        match mode {
            Mode::Predict => &self.x_predicted,
            Mode::Train => &self.x,
        }
    }
}

impl<'a> Plan<'a> {
    pub(super) fn new(network: &'a Network, paths: &'a Paths) -> Self {
        let mut planner = Planner {
            name: &network.name,
            paths,
            hoisted: Hoisted::new(paths),
            sizes: Vec::new(),
            dropouts: 0,
            residuals: 0,
            parts: 0,
        };
        let keyword = Ident::new("input", Span::call_site());
        let input = planner.width(&keyword, &network.input, 1);
        let x = quote!(__x);
        let start =
            Before { width: input.clone(), x_predicted: x.clone(), x, into: quote!(__input), reaches_input: true };
        let mut steps = planner.steps(&network.layers, start);
        if let Some(last) = steps.last_mut() {
            last.last = true;
        }
        let Planner { hoisted, sizes, .. } = planner;
        Self { network, paths, name: &network.name, input, steps, sizes, hoisted }
    }

    /// All steps in the order of the source, those inside of residual blocks before the sum.
    pub(super) fn flat(&self) -> Vec<&Step<'a>> {
        fn add<'s, 'a>(steps: &'s [Step<'a>], all: &mut Vec<&'s Step<'a>>) {
            for step in steps {
                add(&step.block, all);
                all.push(step);
            }
        }
        let mut all = Vec::new();
        add(&self.steps, &mut all);
        all
    }

    /// `where for<'__part> Encoder: Layer<Scalar = f32>`, for every part: on each impl, so that a type that is not a
    /// layer, or one of another dtype, is an error of its `check` and not of everything that is made of it. Without the
    /// `for`, rustc would try the bound itself, and say a second time that it is not satisfied.
    pub(super) fn bounds(&self) -> Option<TokenStream> {
        let bounds: Vec<_> = self.flat().into_iter().filter_map(|step| step.layer.bound(step)).collect();
        (!bounds.is_empty()).then(|| quote!(where #(#bounds),*))
    }

    /// The `cfg` attributes of the header, for every item.
    pub(super) fn cfg(&self) -> Vec<&'a Attribute> {
        self.network.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
    }
}

/// What comes before a step.
#[derive(Clone)]
struct Before {
    width: Width,
    x: TokenStream,
    x_predicted: TokenStream,
    into: TokenStream,
    reaches_input: bool,
}

/// Plans the layers in order, with counters.
pub(super) struct Planner<'a> {
    name: &'a Ident,
    paths: &'a Paths,
    pub(super) hoisted: Hoisted<'a>,
    sizes: Vec<NamedSize<'a>>,
    dropouts: u64,
    residuals: u64,
    parts: u64,
}

impl<'a> Planner<'a> {
    pub(super) fn paths(&self) -> &'a Paths {
        self.paths
    }

    /// The number of the next dropout layer, from 1.
    pub(super) fn dropout(&mut self) -> u64 {
        self.dropouts += 1;
        self.dropouts
    }

    /// The number of the next residual block, from 1.
    pub(super) fn residual(&mut self) -> u64 {
        self.residuals += 1;
        self.residuals
    }

    /// The number of the next part, from 1.
    pub(super) fn part(&mut self) -> u64 {
        self.parts += 1;
        self.parts
    }

    /// The width of a size. A size that is not a literal becomes a constant.
    pub(super) fn width(&mut self, field: &Ident, size: &'a Size, least: usize) -> Width {
        let shown = shown(&size.tokens);
        if size.literal.is_some() {
            return Width { tokens: size.tokens.clone(), shown };
        }
        let (name, what) = (self.name, field_name(field));
        let constant = self.hoisted.reserved.constant(field, "width", size.tokens.span());
        let used = Ident::new(&constant.to_string(), Span::call_site());
        self.sizes.push(NamedSize { constant, size, what, least });
        Width { tokens: quote!(#name::#used), shown }
    }

    /// The steps of some layers.
    fn steps(&mut self, layers: &'a [Layer], mut before: Before) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        for layer in layers {
            let step = self.step(layer, before);
            let x = step.layer.values(&step);
            let x_predicted = if step.layer.predicts() { x.clone() } else { step.x_predicted.clone() };
            let (into, reaches_input) = match step.layer.place(&step) {
                Some(place) => (place, false),
                None => (step.into.clone(), step.reaches_input),
            };
            before = Before { width: step.outputs.clone(), x, x_predicted, into, reaches_input };
            steps.push(step);
        }
        steps
    }

    fn step(&mut self, layer: &'a Layer, before: Before) -> Step<'a> {
        let Planned { field, outputs, layer, inside } = layer::plan(self, layer, &before.width);
        let block = self.steps(inside, before.clone());
        let Before { width: inputs, x, x_predicted, into, reaches_input } = before;
        let paths = self.paths;
        Step { paths, field, inputs, outputs, last: false, x, x_predicted, into, reaches_input, block, layer }
    }
}
