//! `Description`: a network as it is written, statement by statement; each is right by itself.

use proc_macro2::{Ident, TokenStream};

use crate::network::{Loss, NormKind, Number, Optimizer, Schedule, Size, Word};

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
    /// `hidden:`, in front of a layer that learns.
    pub(crate) label: Option<Ident>,
    /// Its first word, where errors about the whole statement stand.
    pub(crate) keyword: Ident,
    /// What it says.
    pub(crate) kind: Kind,
}

/// What a statement says.
pub(crate) enum Kind {
    /// `input 784;`
    Input(Size),
    /// `standardize;`
    Standardize,
    /// `dense 128 relu init=he_normal;`
    Dense(Dense),
    /// `dropout 0.2;`
    Dropout(Number),
    /// `batch_norm relu momentum=0.1;`
    Norm(Norm),
    /// `residual relu { … }`
    Residual(Residual),
    /// `layer Encoder;`
    Part(Part),
    /// `loss sparse_categorical label_smoothing=0.1;`
    Loss(Loss),
    /// `classes Shirt, TShirt = "T-shirt/top";`
    Classes(Vec<(Ident, String)>),
    /// `optimizer adam lr=1e-3;`
    Optimizer(Optimizer),
    /// `schedule cosine warmup=2;`
    Schedule(Schedule),
    /// `batch 32;`
    Batch(Size),
    /// `epochs 10;`
    Epochs(Size),
    /// `dtype f64;`
    Dtype(Ident),
    /// `weights "digits.safetensors";`
    Weights(syn::LitStr),
}

/// A dense layer before it has a field.
pub(crate) struct Dense {
    /// `128`
    pub(crate) size: Size,
    /// `relu`, if it is written.
    pub(crate) activation: Option<Word>,
    /// `init=he_normal`
    pub(crate) options: Vec<Given>,
}

/// A normalisation before it has a field.
pub(crate) struct Norm {
    /// By what it normalises.
    pub(crate) kind: NormKind,
    /// `relu`, if it is written.
    pub(crate) activation: Option<Word>,
    /// `momentum=0.1`
    pub(crate) options: Vec<Given>,
}

/// A residual block.
pub(crate) struct Residual {
    /// `relu`, if it is written.
    pub(crate) activation: Option<Word>,
    /// The layers of the block, at least one that learns.
    pub(crate) statements: Vec<Statement>,
}

/// A layer of another type before it has a field.
pub(crate) struct Part {
    /// `crate::Encoder`
    pub(crate) path: TokenStream,
    /// `Encoder`
    pub(crate) name: Ident,
}

/// One option, `name=value`.
pub(crate) struct Given {
    /// `init`
    pub(crate) name: Ident,
    /// `he_normal`
    pub(crate) value: Value,
}

/// The value of an option.
pub(crate) enum Value {
    /// `l2=1e-4`
    Number(Number),
    /// `bias=false`
    Bool(syn::LitBool),
    /// `init=he_normal`
    Init(Ident),
}
