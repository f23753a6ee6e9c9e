//! `Network` → `Plan`: each layer with what it needs to know of its surroundings.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::Attribute;
use syn::spanned::Spanned;

use super::hoist::Hoisted;
use crate::network::{Dense, Layer, LayerKind, Network, NormKind, Size, Word};

/// What all parts of the expansion speak of.
pub(super) struct Plan<'a> {
    pub(super) network: &'a Network,
    pub(super) krate: &'a TokenStream,
    /// The struct's name.
    pub(super) name: &'a Ident,
    pub(super) scalar: &'a Ident,
    /// The width of the input, as tokens that can stand in an expression.
    pub(super) input: TokenStream,
    pub(super) steps: Vec<Step<'a>>,
    pub(super) hoisted: Hoisted<'a>,
}

/// A layer with the widths around it and its values as tokens.
pub(super) struct Step<'a> {
    /// The field of the struct, if it learns, and of the buffers.
    pub(super) field: Ident,
    /// The width of what it takes.
    pub(super) inputs: TokenStream,
    /// The width of what it gives.
    pub(super) outputs: TokenStream,
    pub(super) kind: Kind<'a>,
}

/// What a step does.
pub(super) enum Kind<'a> {
    Standardize,
    Dense { dense: &'a Dense, activation: Activation<'a>, penalty: Option<(TokenStream, TokenStream)> },
    Dropout { number: u64, rate: TokenStream, shown: String },
    Norm { kind: NormKind, activation: Activation<'a>, momentum: TokenStream, epsilon: TokenStream },
    Residual { activation: Activation<'a>, block: Vec<Step<'a>>, keyword: &'a Ident },
    Part { path: &'a TokenStream, number: u64 },
}

/// An activation as the user wrote it, and as a value.
pub(super) struct Activation<'a> {
    pub(super) word: &'a Word,
    pub(super) value: TokenStream,
}

impl Activation<'_> {
    /// Whether it is the identity, which has no derivative to multiply by.
    pub(super) fn linear(&self) -> bool {
        self.word.is("linear")
    }
}

impl<'a> Plan<'a> {
    pub(super) fn new(network: &'a Network, krate: &'a TokenStream) -> Self {
        let input = width(network, &network.input, "INPUT");
        let mut planner = Planner { network, krate, hoisted: Hoisted::new(krate), dropouts: 0, residuals: 0, parts: 0 };
        let steps = planner.steps(&network.layers, &input).0;
        Self { network, krate, name: &network.name, scalar: &network.scalar, input, steps, hoisted: planner.hoisted }
    }

    /// Whether the network ends in this step.
    pub(super) fn is_last(&self, step: &Step<'_>) -> bool {
        self.steps.last().is_some_and(|last| std::ptr::eq(last, step))
    }

    /// All steps in the order of the source, those inside of residual blocks before the sum.
    pub(super) fn flat(&self) -> Vec<&Step<'a>> {
        fn add<'s, 'a>(steps: &'s [Step<'a>], all: &mut Vec<&'s Step<'a>>) {
            for step in steps {
                if let Kind::Residual { block, .. } = &step.kind {
                    add(block, all);
                }
                all.push(step);
            }
        }
        let mut all = Vec::new();
        add(&self.steps, &mut all);
        all
    }

    /// A width as the user wrote it.
    pub(super) fn written(&self, width: &TokenStream) -> String {
        let text = width.to_string();
        if !text.starts_with(&self.name.to_string()) {
            return shown(width);
        }
        if text == self.input.to_string() {
            return shown(&self.network.input.tokens);
        }
        let written = self.flat().into_iter().find_map(|step| match &step.kind {
            Kind::Dense { dense, .. } if step.outputs.to_string() == text => Some(shown(&dense.size.tokens)),
            _ => None,
        });
        written.unwrap_or_else(|| shown(width))
    }

    /// The steps that have a field in the struct.
    pub(super) fn learning(&self) -> Vec<&Step<'a>> {
        self.flat().into_iter().filter(|step| step.learns()).collect()
    }

    /// `where Encoder: Layer<Scalar = f32>`, for every part: on each impl, so that a type that is no layer, or one of
    /// another dtype, is an error there and not at everything that is made of it.
    pub(super) fn bounds(&self) -> Option<TokenStream> {
        let bounds: Vec<_> = self
            .flat()
            .into_iter()
            .filter_map(|step| match &step.kind {
                Kind::Part { path, .. } => {
                    let krate = at(self.krate, path.span());
                    let scalar = Ident::new(&self.scalar.to_string(), path.span());
                    Some(quote_spanned!(path.span()=> #path: #krate::Layer<Scalar = #scalar>))
                }
                _ => None,
            })
            .collect();
        (!bounds.is_empty()).then(|| quote!(where #(#bounds),*))
    }

    /// The `cfg` attributes of the header, for every item.
    pub(super) fn cfg(&self) -> Vec<&'a Attribute> {
        self.network.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
    }
}

impl Step<'_> {
    /// Whether it has a field in the struct.
    pub(super) fn learns(&self) -> bool {
        !matches!(self.kind, Kind::Dropout { .. } | Kind::Residual { .. })
    }

    /// Whether its backward step works in place, on the gradient of what comes before it.
    pub(super) fn in_place(&self) -> bool {
        matches!(self.kind, Kind::Dropout { .. } | Kind::Standardize)
    }
}

/// Goes through the layers with what is counted on the way.
struct Planner<'a> {
    network: &'a Network,
    krate: &'a TokenStream,
    hoisted: Hoisted<'a>,
    dropouts: u64,
    residuals: u64,
    parts: u64,
}

impl<'a> Planner<'a> {
    /// The steps of some layers, and the width of what the last one gives.
    fn steps(&mut self, layers: &'a [Layer], before: &TokenStream) -> (Vec<Step<'a>>, TokenStream) {
        let (mut steps, mut width) = (Vec::new(), before.clone());
        for layer in layers {
            let step = self.step(layer, width);
            width = step.outputs.clone();
            steps.push(step);
        }
        (steps, width)
    }

    fn step(&mut self, layer: &'a Layer, inputs: TokenStream) -> Step<'a> {
        let (same, field) = (inputs.clone(), layer.field.clone());
        match &layer.kind {
            LayerKind::Standardize => Step { field, inputs, outputs: same, kind: Kind::Standardize },
            LayerKind::Dense(dense) => {
                let outputs = width(self.network, &dense.size, &constant(&field));
                let activation = self.activation(&field, &dense.activation);
                let penalty = self.hoisted.penalty(&field, dense);
                Step { field, inputs, outputs, kind: Kind::Dense { dense, activation, penalty } }
            }
            LayerKind::Dropout(share) => {
                self.dropouts += 1;
                let field = format_ident!("dropout{}", self.dropouts);
                let rate = self.hoisted.number(&field, "dropout", share);
                let kind = Kind::Dropout { number: self.dropouts, rate, shown: shown(&share.tokens) };
                Step { field, inputs, outputs: same, kind }
            }
            LayerKind::Norm(norm) => {
                let activation = self.activation(&field, &norm.activation);
                let momentum = self.hoisted.number(&field, "momentum", &norm.momentum);
                let epsilon = self.hoisted.number(&field, "epsilon", &norm.epsilon);
                let kind = Kind::Norm { kind: norm.kind, activation, momentum, epsilon };
                Step { field, inputs, outputs: same, kind }
            }
            LayerKind::Residual(residual) => {
                self.residuals += 1;
                let field = format_ident!("residual{}", self.residuals);
                let activation = self.activation(&field, &residual.activation);
                let block = self.steps(&residual.layers, &inputs).0;
                let kind = Kind::Residual { activation, block, keyword: &layer.keyword };
                Step { field, inputs, outputs: same, kind }
            }
            LayerKind::Part(part) => {
                let (krate, path) = (self.krate, &part.path);
                let this = self::part(krate, path);
                let outputs = quote!(#this::OUTPUTS);
                self.parts += 1;
                Step { field, inputs, outputs, kind: Kind::Part { path, number: self.parts } }
            }
        }
    }

    fn activation(&mut self, field: &Ident, word: &'a Word) -> Activation<'a> {
        Activation { word, value: self.hoisted.activation(field, word) }
    }
}

/// The tokens of a width: the literal, or the constant that holds the expression.
fn width(network: &Network, size: &Size, constant: &str) -> TokenStream {
    if size.literal.is_some() {
        return size.tokens.clone();
    }
    let (name, constant) = (&network.name, Ident::new(constant, Span::call_site()));
    quote!(#name::#constant)
}

/// A width as an argument of a type: a path needs braces there.
pub(super) fn argument(width: &TokenStream) -> TokenStream {
    if width.clone().into_iter().count() == 1 { width.clone() } else { quote!({ #width }) }
}

/// The path of the facade, located where errors should stand; it still resolves where it came from.
pub(super) fn at(krate: &TokenStream, span: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(token.span().located_at(span));
        token
    };
    krate.clone().into_iter().map(located).collect()
}

/// A part as a layer, at the user's path: what is wrong with it is said there.
pub(super) fn part(krate: &TokenStream, path: &TokenStream) -> TokenStream {
    let krate = at(krate, path.span());
    quote_spanned!(path.span()=> <#path as #krate::Layer>)
}

/// The constant of a field: `dense1` → `DENSE1`.
pub(super) fn constant(field: &Ident) -> String {
    field_name(field).to_uppercase()
}

/// Tokens as a person would write them.
pub(super) fn shown(tokens: &TokenStream) -> String {
    tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" (", "(").replace(" . ", ".")
}

/// A field's name in paths and files.
pub(super) fn field_name(field: &Ident) -> String {
    field.to_string().trim_start_matches("r#").to_owned()
}
