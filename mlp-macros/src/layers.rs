//! What `check` and `expand` ask of each kind of layer: its name, its activation, the width after it.
//!
//! A new kind is added to every `match` here, and rustc says where. What the expansion needs from it besides is in its file in
//! `expand/layer/`.

use proc_macro2::Span;
use syn::spanned::Spanned;

use crate::network::{Dense, Layer, LayerKind, Norm, NormKind, Residual, Word};
use crate::words;

/// How a layer without a label is named.
pub(crate) enum Automatic {
    /// After this word, with a number: `dense2`.
    Counted(&'static str),
    /// This name: `standardize`, `encoder`.
    Fixed(String),
}

/// How wide a layer's outputs are, as far as literals tell.
pub(crate) enum Outputs {
    /// As its inputs.
    Same,
    /// So many, if they are a literal.
    Literal(Option<usize>),
    /// Only rustc knows.
    Unknown,
}

impl Layer {
    /// Its name where it has no label.
    pub(crate) fn automatic_name(&self) -> Automatic {
        Automatic::Counted(match &self.kind {
            LayerKind::Standardize => return Automatic::Fixed("standardize".to_owned()),
            LayerKind::Part(part) => return Automatic::Fixed(words::snake(&part.name.to_string())),
            LayerKind::Dense(_) => "dense",
            LayerKind::Dropout(_) => "dropout",
            LayerKind::Norm(norm) if norm.kind == NormKind::Batch => "batch_norm",
            LayerKind::Norm(_) => "layer_norm",
            LayerKind::Residual(_) => "residual",
        })
    }

    /// What messages call it, number `count` of its kind: `dense layer 2`.
    pub(crate) fn shown(&self, count: &str) -> String {
        match &self.kind {
            LayerKind::Dense(_) => format!("dense layer {count}"),
            LayerKind::Dropout(_) => format!("dropout {count}"),
            LayerKind::Norm(_) => format!("`{}` {count}", self.keyword),
            LayerKind::Residual(_) => format!("residual block {count}"),
            LayerKind::Part(part) => format!("`layer {}`", part.path.to_string().replace(' ', "")),
            LayerKind::Standardize => "`standardize`".to_owned(),
        }
    }

    /// Its activation, `linear` where it could have one and none is written.
    pub(crate) fn activation(&self) -> Option<&Word> {
        match &self.kind {
            LayerKind::Dense(Dense { activation, .. })
            | LayerKind::Norm(Norm { activation, .. })
            | LayerKind::Residual(Residual { activation, .. }) => Some(activation),
            LayerKind::Standardize | LayerKind::Dropout(_) | LayerKind::Part(_) => None,
        }
    }

    /// The width of its outputs.
    pub(crate) fn outputs(&self) -> Outputs {
        match &self.kind {
            LayerKind::Dense(dense) => Outputs::Literal(dense.size.literal),
            LayerKind::Part(_) => Outputs::Unknown,
            LayerKind::Standardize | LayerKind::Dropout(_) | LayerKind::Norm(_) | LayerKind::Residual(_) => {
                Outputs::Same
            }
        }
    }

    /// Where the width of its outputs is written, if it decides it.
    pub(crate) fn width_span(&self) -> Option<Span> {
        match &self.kind {
            LayerKind::Dense(dense) => Some(dense.size.tokens.span()),
            LayerKind::Part(part) => Some(part.path.span()),
            LayerKind::Standardize | LayerKind::Dropout(_) | LayerKind::Norm(_) | LayerKind::Residual(_) => None,
        }
    }

    /// Whether it has something to learn.
    pub(crate) fn learns(&self) -> bool {
        match &self.kind {
            LayerKind::Dense(_) | LayerKind::Norm(_) | LayerKind::Residual(_) | LayerKind::Part(_) => true,
            LayerKind::Standardize | LayerKind::Dropout(_) => false,
        }
    }
}
