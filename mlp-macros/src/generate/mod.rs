//! `Network` → the struct and its impls. Cannot fail: what is wrong by now are values of constants, which rustc checks.

mod hoist;
mod passes;
#[cfg(test)]
mod tests;
mod trainable;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::network::{Dense, Dropout, Layer, Network, Size};
use hoist::Hoisted;

/// The items that a description becomes; `krate` is the path of the facade, in front of every name.
pub(crate) fn expand(network: &Network, krate: &TokenStream) -> TokenStream {
    let plan = Plan::new(network, krate);
    let (structure, widths) = (plan.structure(), plan.widths());
    let (hoisted, buffers, tensors, layer) = (&plan.hoisted.items, plan.buffers(), plan.tensors(), plan.layer());
    let trainable = plan.trainable();
    let cfg = plan.cfg();
    quote! {
        #structure
        #widths
        #(#cfg)*
        const _: () = {
            #hoisted
            #buffers
            #tensors
            #layer
            #trainable
        };
    }
}

/// What all parts of the expansion speak of.
struct Plan<'a> {
    network: &'a Network,
    krate: &'a TokenStream,
    /// The struct's name.
    name: &'a Ident,
    scalar: &'a Ident,
    /// The width of the input, as tokens that can stand in a type.
    input: TokenStream,
    steps: Vec<Step<'a>>,
    hoisted: Hoisted<'a>,
}

/// A layer with what it needs to know of its surroundings.
enum Step<'a> {
    Dense(DenseStep<'a>),
    Dropout(DropoutStep<'a>),
}

struct DenseStep<'a> {
    dense: &'a Dense,
    inputs: TokenStream,
    outputs: TokenStream,
    /// The activation as a value.
    activation: TokenStream,
    linear: bool,
    penalty: Option<(TokenStream, TokenStream)>,
}

struct DropoutStep<'a> {
    dropout: &'a Dropout,
    /// Its buffer, `dropout1`.
    field: Ident,
    number: u64,
    width: TokenStream,
    rate: TokenStream,
}

impl<'a> Plan<'a> {
    fn new(network: &'a Network, krate: &'a TokenStream) -> Self {
        let mut hoisted = Hoisted::new(krate);
        let input = width(network, &network.input, "INPUT");
        let (mut before, mut steps, mut dropouts) = (input.clone(), Vec::new(), 0);
        for layer in &network.layers {
            steps.push(match layer {
                Layer::Dense(dense) => {
                    let outputs = width(network, &dense.size, &constant(&dense.field));
                    let inputs = std::mem::replace(&mut before, outputs.clone());
                    Step::Dense(DenseStep {
                        dense,
                        inputs,
                        outputs,
                        activation: hoisted.activation(&dense.field, &dense.activation),
                        linear: dense.activation.is("linear"),
                        penalty: hoisted.penalty(dense),
                    })
                }
                Layer::Dropout(dropout) => {
                    dropouts += 1;
                    let field = format_ident!("dropout{dropouts}");
                    let rate = hoisted.number(&field, "dropout", &dropout.rate);
                    Step::Dropout(DropoutStep { dropout, field, number: dropouts, width: before.clone(), rate })
                }
            });
        }
        Self { network, krate, name: &network.name, scalar: &network.scalar, input, steps, hoisted }
    }

    fn denses(&self) -> impl DoubleEndedIterator<Item = &DenseStep<'a>> {
        self.steps.iter().filter_map(|step| match step {
            Step::Dense(dense) => Some(dense),
            Step::Dropout(_) => None,
        })
    }

    fn cfg(&self) -> Vec<&syn::Attribute> {
        self.network.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
    }

    /// The struct: a field for each layer that learns.
    fn structure(&self) -> TokenStream {
        let (krate, name, scalar) = (self.krate, self.name, self.scalar);
        let (attributes, visibility) = (&self.network.attributes, &self.network.visibility);
        let overview = self.overview();
        let paragraph =
            attributes.iter().any(|attribute| attribute.path().is_ident("doc")).then(|| quote!(#[doc = ""]));
        let fields = self.denses().map(|step| {
            let (field, inputs, outputs) = (&step.dense.field, argument(&step.inputs), argument(&step.outputs));
            let (from, to) = (shown(&step.inputs), shown(&step.outputs));
            let doc = format!(" {from} → {to}, {}", step.dense.activation.shown());
            let rest = match (scalar == "f32", step.dense.bias) {
                (true, true) => quote!(),
                (false, true) => quote!(, #scalar),
                (_, false) => quote!(, #scalar, false),
            };
            quote! {
                #[doc = #doc]
                #visibility #field: #krate::Dense<#inputs, #outputs #rest>,
            }
        });
        quote! {
            #(#attributes)*
            #paragraph
            #[doc = #overview]
            #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
            #visibility struct #name {
                #(#fields)*
            }
        }
    }

    /// ` 784 → 128 relu → 10 softmax, loss sparse_categorical`
    fn overview(&self) -> String {
        let mut text = format!(" `{}", shown(&self.input));
        for step in &self.steps {
            text += &match step {
                Step::Dense(step) => format!(" → {} {}", shown(&step.outputs), step.dense.activation.shown()),
                Step::Dropout(step) => format!(" → dropout {}", shown(&step.dropout.rate.tokens)),
            };
        }
        if let Some(loss) = &self.network.loss {
            text += &format!(", loss {}", loss.word.shown());
        }
        text + "`"
    }

    /// The sizes that are no literals, each emitted once, with the checks of their values.
    fn widths(&self) -> TokenStream {
        let (krate, name, visibility, cfg) = (self.krate, self.name, &self.network.visibility, self.cfg());
        let mut constants = Vec::new();
        let mut checks = Vec::new();
        let mut declare = |size: &Size, constant: &str, what: &str, least: usize| {
            if size.literal.is_some() {
                return;
            }
            let (tokens, span) = (&size.tokens, size.tokens.span());
            let constant = Ident::new(constant, span);
            let (doc, least) = (format!(" The width of `{what}`."), Literal::usize_unsuffixed(least));
            constants.push(quote!(#[doc = #doc] #visibility const #constant: usize = #tokens;));
            checks.push(
                quote_spanned!(span=> #(#cfg)* const _: () = #krate::check::size(#what, #name::#constant, #least);),
            );
        };
        declare(&self.network.input, "INPUT", "input", 1);
        for step in self.denses() {
            let least = if step.dense.activation.is("softmax") { 2 } else { 1 };
            declare(&step.dense.size, &constant(&step.dense.field), &step.dense.field.to_string(), least);
        }
        if constants.is_empty() {
            return quote!();
        }
        quote! {
            #(#cfg)*
            impl #name { #(#constants)* }
            #(#checks)*
        }
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
fn argument(width: &TokenStream) -> TokenStream {
    if width.clone().into_iter().count() == 1 { width.clone() } else { quote!({ #width }) }
}

/// The constant of a field: `dense1` → `DENSE1`.
fn constant(field: &Ident) -> String {
    field.to_string().trim_start_matches("r#").to_uppercase()
}

/// Tokens as a person would write them.
fn shown(tokens: &TokenStream) -> String {
    tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" (", "(").replace(" . ", ".")
}
