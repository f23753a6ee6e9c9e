//! What a layer is in the expansion: one file for each kind, with everything the expansion needs from it.

mod dense;
mod dropout;
mod norm;
mod part;
mod residual;
mod standardize;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::passes::{Backward, Mode, Row};
use super::plan::{Planner, Step, Width};
use crate::network::{Layer, LayerKind};

/// A layer as the planner takes it in.
pub(super) struct Planned<'a> {
    /// The field of the struct, if it has one, and of the buffers.
    pub(super) field: Ident,
    pub(super) outputs: Width,
    pub(super) layer: Box<dyn Expand + 'a>,
    /// The layers inside of a block.
    pub(super) inside: &'a [Layer],
}

/// The layer's own file takes over from here.
pub(super) fn plan<'a>(planner: &mut Planner<'a>, layer: &'a Layer, inputs: &Width) -> Planned<'a> {
    match &layer.kind {
        LayerKind::Standardize => standardize::plan(layer, inputs),
        LayerKind::Dense(dense) => dense::plan(planner, layer, dense),
        LayerKind::Dropout(rate) => dropout::plan(planner, rate, inputs),
        LayerKind::Norm(norm) => norm::plan(planner, layer, norm, inputs),
        LayerKind::Residual(residual) => residual::plan(planner, layer, residual, inputs),
        LayerKind::Part(part) => part::plan(planner, layer, part),
    }
}

/// What the expansion asks of a layer. Tokens speak of `self`, and of what the functions around them bind: rows `__x`,
/// activations `__a`, deltas `__d`, the `__gradient`.
pub(super) trait Expand {
    /// The statement in short, for the table of layers: `dense relu`, `dropout 0.2`.
    fn statement(&self) -> String;

    /// The layer in the line that shows the network: `128 relu`.
    fn overview(&self, _: &Step<'_>, _block: &str) -> String {
        self.statement()
    }

    /// Parameters and multiply-adds, where the widths are literals.
    fn counts(&self, step: &Step<'_>) -> (Option<usize>, Option<usize>);

    /// How it is drawn.
    fn drawing(&self, _: &Step<'_>) -> Drawing {
        Drawing::Note
    }

    /// The field of the struct, where it has tensors.
    fn field(&self, _: &Step<'_>) -> Option<Field> {
        None
    }

    /// A line of the summary, as a constant.
    fn summary(&self, step: &Step<'_>) -> TokenStream;

    /// Expressions that rustc compares while compiling, and where.
    fn check(&self, _: &Step<'_>) -> Vec<TokenStream> {
        Vec::new()
    }

    /// A bound of the impls.
    fn bound(&self, _: &Step<'_>) -> Option<TokenStream> {
        None
    }

    /// Where it is said that the type of a last layer is private and the network is not.
    fn span(&self) -> Span {
        Span::call_site()
    }

    /// The type of a row of its outputs.
    fn output(&self, step: &Step<'_>) -> TokenStream {
        step.paths.row(&step.outputs.tokens)
    }

    /// The type of what the forward pass leaves in `__a`.
    fn kept(&self, step: &Step<'_>) -> TokenStream;

    /// What it leaves, as a reference to the rows of its outputs.
    fn values(&self, step: &Step<'_>) -> TokenStream {
        let field = &step.field;
        quote!(&__a.#field)
    }

    /// The type of the gradient of its outputs in `__d`; nothing where the backward step works in place, on the
    /// gradient of what comes before.
    fn delta(&self, _: &Step<'_>) -> Option<TokenStream> {
        None
    }

    /// Where the gradient of its outputs goes, if it has a place of its own.
    fn place(&self, step: &Step<'_>) -> Option<TokenStream> {
        let field = &step.field;
        self.delta(step).map(|_| quote!(&mut __d.#field))
    }

    /// Whether it does anything in prediction.
    fn predicts(&self) -> bool {
        true
    }

    /// Prediction of one row as an expression; nothing where prediction leaves it out.
    fn row(&self, step: &Step<'_>, x: &TokenStream, row: &mut Row) -> Option<TokenStream>;

    /// The lines of a forward pass.
    fn forward(&self, step: &Step<'_>, mode: Mode) -> TokenStream;

    /// Whether training goes another way than prediction.
    fn trains_apart(&self) -> bool {
        false
    }

    /// Whether training needs random numbers.
    fn draws(&self) -> bool {
        false
    }

    /// The way back: adds the calls to `backward`.
    fn backward(&self, step: &Step<'_>, backward: &mut Backward);

    /// The activation whose derivative leads from the gradient of the outputs to that of the pre-activations.
    fn derivative(&self, _: &Step<'_>) -> Option<TokenStream> {
        None
    }

    /// Whether it can be updated in the backward pass.
    fn descends(&self) -> bool;

    /// How many rows a training batch must have at least, if more than one.
    fn least_rows(&self, _: &Step<'_>) -> Option<TokenStream> {
        None
    }

    /// After an update: running statistics.
    fn settle(&self, _: &Step<'_>) -> Option<TokenStream> {
        None
    }

    /// Of a first layer: the line that takes the constants of the training set from `__rows`, and whether they are
    /// there.
    fn prepare(&self, _: &Step<'_>) -> Option<(TokenStream, TokenStream)> {
        None
    }

    /// Whether it wants to know that its tensors were read from a file.
    fn is_loaded(&self) -> bool {
        false
    }

    /// Shows its outputs to `__visit`, below `__path`.
    fn outputs(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (krate, _private, field) = (&step.paths.krate, &step.paths.private, &step.field);
        let name = super::paths::field_name(field);
        Some(quote!(__visit(&__path.field(#name), #krate::Row::flat(&__a.#field));))
    }

    /// The penalty as an expression, and the line that adds its derivative to `__gradient`.
    fn penalty(&self, _: &Step<'_>) -> Option<(TokenStream, TokenStream)> {
        None
    }

    /// Of a layer that may be the last one: its activation.
    fn last(&self, _: &Step<'_>, _name: &Ident) -> Option<Last> {
        None
    }
}

/// A field of the struct.
pub(super) struct Field {
    /// Attributes, beside its docs.
    pub(super) attributes: TokenStream,
    pub(super) kind: TokenStream,
    pub(super) doc: String,
    /// A fresh one; draws from `__random`.
    pub(super) initial: TokenStream,
}

/// How a layer is drawn.
pub(super) enum Drawing {
    /// A column of units, with its width and its word below.
    Units { name: String, word: String },
    /// A line below the column that it works on.
    Note,
    /// A connection past the block, and a line below.
    Skip,
}

/// The last activation.
pub(super) struct Last {
    /// Items that it needs.
    pub(super) items: TokenStream,
    pub(super) kind: TokenStream,
    pub(super) value: TokenStream,
    /// Whether `check` has compared it with the loss. rustc has to compare the user's own activations and those of
    /// parts.
    pub(super) known: bool,
}

/// The tokens of a layer's type: `::mlp::Dense<784, 128>`. `f32` is the default of all of them.
fn generic(step: &Step<'_>, name: &str, widths: &[&Width]) -> TokenStream {
    let (krate, scalar) = (&step.paths.krate, &step.paths.scalar);
    let name = quote::format_ident!("{name}");
    let widths = widths.iter().map(|width| width.argument());
    let scalar = (step.paths.dtype != "f32").then(|| quote!(, #scalar));
    quote!(#krate::#name<#(#widths),* #scalar>)
}

/// Adds a detail, if there is one: `batch_norm relu`.
fn with(keyword: &str, detail: &str) -> String {
    format!("{keyword} {detail}").trim_end().to_owned()
}
