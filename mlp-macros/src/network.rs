//! `Network`: what `check` hands to `expand`, where only the values of constants can still be wrong.

use proc_macro2::{Ident, TokenStream};

use crate::words::{self, Range, TargetKind};

/// A whole network.
pub(crate) struct Network {
    /// The attributes of the header, docs included; never a derive of `Clone`, `Debug` or `PartialEq`, which are ours.
    pub(crate) attributes: Vec<syn::Attribute>,
    /// The visibility of the header; inherited if there is none.
    pub(crate) visibility: syn::Visibility,
    /// The name of the header; `Network` if there is none.
    pub(crate) name: Ident,
    /// `f32` or `f64`, spanned at the user's word if there is one.
    pub(crate) scalar: Ident,
    /// Features in a row.
    pub(crate) input: Size,
    /// The layers in the order of the source: at least one `dense` or `layer`, and the last is one of those.
    pub(crate) layers: Vec<Layer>,
    /// The training loss; a network without one only predicts.
    pub(crate) loss: Option<Loss>,
    /// The names of the outputs.
    pub(crate) classes: Option<Classes>,
    /// The optimizer a trainer starts from.
    pub(crate) optimizer: Option<Optimizer>,
    /// How the learning rate changes.
    pub(crate) schedule: Option<Schedule>,
    /// The file whose weights are compiled in.
    pub(crate) weights: Option<syn::LitStr>,
    /// Rows per training step.
    pub(crate) batch: Option<Count>,
    /// Passes over the training set.
    pub(crate) epochs: Option<Count>,
}

/// A number of units: a literal from 1 to [`MAX_SIZE`](crate::words::MAX_SIZE), or a constant expression.
pub(crate) struct Size {
    /// The user's expression; a literal is an unsuffixed `usize` literal with the user's span.
    pub(crate) tokens: TokenStream,
    /// The value, if it was written as a literal.
    pub(crate) literal: Option<usize>,
}

/// A number of rows or epochs, under the rules of a [`Size`].
pub(crate) type Count = Size;

/// A layer. `parse` creates it, and `check` assigns its field.
pub(crate) struct Layer {
    /// `hidden:`, in front of a layer that learns.
    pub(crate) label: Option<Ident>,
    /// Its first word: the span of errors about the whole layer, and of words and numbers that are not written.
    pub(crate) keyword: Ident,
    /// The label, or `dense1`, `batch_norm1`, … counted a kind (labelled layers counted too) spanned at the keyword; of
    /// `layer Encoder;` it is `encoder`, spanned at that word. Before `check` it is the keyword.
    pub(crate) field: Ident,
    /// What it does.
    pub(crate) kind: LayerKind,
}

/// What a [`Layer`] does.
#[allow(clippy::large_enum_variant, reason = "a handful of them, for the time of an expansion")]
pub(crate) enum LayerKind {
    /// `standardize;`, the first layer if there is one: inputs minus their mean, divided by their deviation.
    Standardize,
    /// `dense 128 relu;`
    Dense(Dense),
    /// `dropout 0.2;`, the fraction of values dropped in training: a literal in 0..1, or a constant.
    Dropout(Number),
    /// `batch_norm relu;` or `layer_norm;`
    Norm(Norm),
    /// `residual relu { … }`
    Residual(Residual),
    /// `layer Encoder;`
    Part(Part),
}

/// A normalization.
pub(crate) struct Norm {
    /// By what it normalizes.
    pub(crate) kind: NormKind,
    /// The activation after it; `linear`, spanned at the keyword, if none is written.
    pub(crate) activation: Word,
    /// The weight of the new batch in the running statistics (batch norm only); `0.1` spanned at the keyword if not
    /// written.
    pub(crate) momentum: Number,
    /// What is added to the variance; `1e-5` spanned at the keyword if not written.
    pub(crate) epsilon: Number,
}

/// By what a [`Norm`] normalizes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NormKind {
    /// By the batch.
    Batch,
    /// By the row.
    Layer,
}

/// A block whose input is added to its output.
pub(crate) struct Residual {
    /// The activation of the sum; `linear`, spanned at the keyword, if none is written.
    pub(crate) activation: Word,
    /// The block: at least one layer that learns, the last one of the same width as what comes before the block, as far
    /// as literals tell.
    pub(crate) layers: Vec<Layer>,
}

/// Another network, or the user's own layer.
pub(crate) struct Part {
    /// The user's path of the type, `crate::Encoder`.
    pub(crate) path: TokenStream,
    /// `Encoder`
    pub(crate) name: Ident,
}

/// A fully connected layer.
pub(crate) struct Dense {
    /// Units.
    pub(crate) size: Size,
    /// The activation; `linear`, spanned at the word `dense`, if none is written.
    pub(crate) activation: Word,
    /// The initializer, one of [`INITS`](crate::words::INITS); that of the activation, spanned at the word `dense`, if
    /// none is written.
    pub(crate) init: Ident,
    /// Whether it adds a bias.
    pub(crate) bias: bool,
    /// The factor of Σ|w|.
    pub(crate) l1: Option<Number>,
    /// The factor of Σw².
    pub(crate) l2: Option<Number>,
}

/// A training loss that fits the last activation.
pub(crate) struct Loss {
    /// The loss.
    pub(crate) word: Word,
    /// The user's word `label_smoothing` and its value.
    pub(crate) label_smoothing: Option<(Ident, Number)>,
}

impl Loss {
    /// What it takes as a target; the user's own takes a number for each output.
    pub(crate) fn target(&self) -> TargetKind {
        let known = self.word.vocabulary().and_then(|word| words::loss_named(&word.to_string()));
        known.map_or(TargetKind::Row, |known| known.target)
    }
}

/// An activation or a loss: a word of the vocabulary or a path to the user's own value, with its arguments.
pub(crate) struct Word {
    /// Whose word it is.
    pub(crate) kind: WordKind,
    /// `(0.01)`; a vocabulary word with a parameter always has it here, also when it was left out.
    pub(crate) arguments: Vec<Number>,
}

impl Word {
    /// The word of the vocabulary; `None` for the user's own.
    pub(crate) fn vocabulary(&self) -> Option<&Ident> {
        match &self.kind {
            WordKind::Vocabulary(word) => Some(word),
            WordKind::Own(_) => None,
        }
    }
}

/// Whose word a [`Word`] is.
pub(crate) enum WordKind {
    /// One of [`ACTIVATIONS`](crate::words::ACTIVATIONS) or [`LOSSES`](crate::words::LOSSES).
    Vocabulary(Ident),
    /// The user's path.
    Own(TokenStream),
}

/// An optimizer with its options.
pub(crate) struct Optimizer {
    /// One of [`OPTIMIZERS`](crate::words::OPTIMIZERS).
    pub(crate) word: Ident,
    /// Each of the optimizer's own options at most once, `lr` among them.
    pub(crate) options: Vec<(Ident, OptionValue)>,
}

/// The value of an optimizer's option.
pub(crate) enum OptionValue {
    /// `lr=1e-3`
    Number(Number),
    /// `nesterov=true`
    Bool(syn::LitBool),
}

/// A number: a literal within its range, or the user's constant.
pub(crate) struct Number {
    /// An unsuffixed float literal (`1` is `1.0`, with the same span), perhaps after a minus, or the user's constant.
    pub(crate) tokens: TokenStream,
    /// The value, if it was written as a literal.
    pub(crate) literal: Option<f64>,
    /// Where the value of a constant must lie.
    pub(crate) range: Range,
}

/// The names of the outputs, as many as there are outputs, as far as literals tell; two for one `sigmoid` or `step`
/// output.
pub(crate) struct Classes {
    /// `classes`, the user's word.
    pub(crate) keyword: Ident,
    /// Each variant, and the name that is shown: the variant's, or the string after `=`.
    pub(crate) names: Vec<(Ident, String)>,
}

/// A learning-rate schedule.
pub(crate) struct Schedule {
    /// One of `words::SCHEDULES`.
    pub(crate) word: Ident,
    /// Options of this word, each at most once; those it requires are there.
    pub(crate) options: Vec<(Ident, OptionValue)>,
}
