//! `Description`: a network as it is written, statement by statement; each is right by itself.

use proc_macro2::Ident;

use crate::network::{Classes, Count, Layer, Loss, Optimizer, Schedule, Size};

/// What `parse` hands to `check`.
pub(crate) struct Description {
    /// `/// docs pub struct Name;`
    pub(crate) header: Option<Header>,
    /// The statements in the order of the source.
    pub(crate) statements: Vec<Statement>,
}

/// The header, with the user's attributes.
pub(crate) struct Header {
    /// Docs and other attributes.
    pub(crate) attributes: Vec<syn::Attribute>,
    /// `pub`, `pub(crate)` or nothing.
    pub(crate) visibility: syn::Visibility,
    /// The name of the network.
    pub(crate) name: Ident,
}

/// One statement.
pub(crate) struct Statement {
    /// Its first word, where errors about the whole statement stand.
    pub(crate) keyword: Ident,
    /// What it says.
    pub(crate) kind: Kind,
}

/// What a statement says.
#[allow(clippy::large_enum_variant, reason = "a handful of them, for the time of an expansion")]
pub(crate) enum Kind {
    /// `input 784;`
    Input(Size),
    /// `hidden: dense 128 relu;`
    Layer(Layer),
    /// `loss sparse_categorical label_smoothing=0.1;`
    Loss(Loss),
    /// `classes Shirt, TShirt = "T-shirt/top";`
    Classes(Classes),
    /// `optimizer adam lr=1e-3;`
    Optimizer(Optimizer),
    /// `schedule cosine warmup=2;`
    Schedule(Schedule),
    /// `batch 32;`
    Batch(Count),
    /// `epochs 10;`
    Epochs(Count),
    /// `dtype f64;`
    Dtype(Ident),
    /// `weights "digits.safetensors";`
    Weights(syn::LitStr),
}

impl Statement {
    /// The layer, if it is one.
    pub(crate) fn layer(&self) -> Option<&Layer> {
        match &self.kind {
            Kind::Layer(layer) => Some(layer),
            _ => None,
        }
    }
}
