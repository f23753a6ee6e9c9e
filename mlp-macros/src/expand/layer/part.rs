//! `layer Encoder;`

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Drawing, Expand, Field, Last, Planned, with};
use crate::expand::passes::{Backward, Mode, Row};
use crate::expand::paths::{Paths, field_name, shown};
use crate::expand::plan::{Planner, Step, Width};
use crate::network::{self, Layer};

struct Part<'a> {
    path: &'a TokenStream,
    /// Its number among the parts: the masks of dropout inside are its own.
    number: u64,
    /// The part as a layer, with the span of the user's path, where its errors belong.
    this: TokenStream,
}

pub(super) fn plan<'a>(planner: &mut Planner<'a>, layer: &'a Layer, part: &'a network::Part) -> Planned<'a> {
    let path = &part.path;
    let Paths { krate, .. } = planner.paths().at(path.span());
    let this = quote_spanned!(path.span()=> <#path as #krate::Layer>);
    let tokens = quote!(#this::OUTPUTS);
    let outputs = Width { shown: shown(&tokens), tokens };
    let layer_of_part = Box::new(Part { path, number: planner.part(), this });
    Planned { field: layer.field.clone(), outputs, layer: layer_of_part, inside: &[] }
}

/// The row that the next layer takes. It has the part's width and the network's numbers: where a part has others, that
/// is an error at its word, and not at the next layer too.
fn row_type(step: &Step<'_>) -> TokenStream {
    step.paths.row(&step.outputs.tokens)
}

impl Expand for Part<'_> {
    fn statement(&self) -> String {
        with("layer", &shown(self.path))
    }

    fn overview(&self, _: &Step<'_>, _: &str) -> String {
        shown(self.path)
    }

    fn counts(&self, _: &Step<'_>) -> (Option<usize>, Option<usize>) {
        (None, None)
    }

    fn drawing(&self, _: &Step<'_>) -> Drawing {
        Drawing::Units { name: String::new(), word: shown(self.path) }
    }

    fn field(&self, step: &Step<'_>) -> Option<Field> {
        let (path, this, text) = (self.path, &self.this, shown(self.path));
        Some(Field {
            // A library may hide its parts behind one public network.
            attributes: quote!(#[allow(private_interfaces)]),
            kind: quote!(#path),
            doc: format!(" {} → [`{text}`]({text})", step.inputs.shown),
            initial: quote!(#this::initialize(__random)),
        })
    }

    fn summary(&self, step: &Step<'_>) -> TokenStream {
        let (private, name, shown) = (&step.paths.private, field_name(&step.field), shown(self.path));
        let (outputs, this) = (&step.outputs.tokens, &self.this);
        quote!(#private::LayerSummary::network(#name, #shown, #outputs, #this::LAYERS))
    }

    fn check(&self, step: &Step<'_>) -> Vec<TokenStream> {
        let (text, this, inputs) = (shown(self.path), &self.this, &step.inputs.tokens);
        let Paths { krate, private, .. } = step.paths.at(self.span());
        let scalar = &step.paths.scalar;
        let mut checks = vec![
            quote_spanned!(self.span()=> #private::check::part(#text, #this::INPUTS, #inputs)),
            quote_spanned!(self.span()=> #private::check::dtype::<<#this::Input as #krate::Row>::Scalar, #scalar>()),
        ];
        if !step.last {
            // A part that ends in softmax may only be the last layer.
            checks.push(quote_spanned! {self.span()=>
                #private::check::inner(#text, <#this::Last as #krate::activation::Activation>::SOFTMAX)
            });
        }
        checks
    }

    fn bound(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (path, Paths { krate, scalar, .. }) = (self.path, step.paths.at(self.span()));
        Some(quote_spanned!(self.span()=> for<'__part> #path: #krate::Layer<Scalar = #scalar>))
    }

    fn span(&self) -> Span {
        self.path.span()
    }

    fn output(&self, step: &Step<'_>) -> TokenStream {
        row_type(step)
    }

    fn kept(&self, _: &Step<'_>) -> TokenStream {
        let this = &self.this;
        quote!(#this::Activations)
    }

    fn values(&self, step: &Step<'_>) -> TokenStream {
        // Not at the user's path: through a macro of the user's it is from another place than the argument `__a`.
        let (this, a, field) = (&self.this, quote!(__a), &step.field);
        let values = quote_spanned!(self.span()=> #this::output(&#a.#field));
        let (private, row) = (&step.paths.private, row_type(step));
        quote!(#private::part::values::<#row, _>(#values))
    }

    fn delta(&self, _: &Step<'_>) -> Option<TokenStream> {
        let this = &self.this;
        Some(quote!(#this::Deltas))
    }

    fn place(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (this, field) = (&self.this, &step.field);
        let delta = quote!(#this::delta(&mut __d.#field));
        let (private, row) = (&step.paths.private, row_type(step));
        Some(quote!(#private::part::delta::<#row, _>(#delta)))
    }

    fn row(&self, step: &Step<'_>, x: &TokenStream, _: &mut Row) -> Option<TokenStream> {
        let (private, field, row) = (&step.paths.private, &step.field, row_type(step));
        Some(quote!(#private::part::row::<#row, _, _>(&self.#field, #x, __set)))
    }

    fn forward(&self, step: &Step<'_>, mode: Mode) -> TokenStream {
        let (private, field, x) = (&step.paths.private, &step.field, step.rows(mode));
        let number = Literal::u64_unsuffixed(self.number);
        match mode {
            Mode::Predict => quote!(#private::part::forward(&self.#field, #x, &mut __a.#field);),
            Mode::Train => quote! {
                #private::part::train(&self.#field, #x, &mut __a.#field, __draw.part(#number));
            },
        }
    }

    fn trains_apart(&self) -> bool {
        true
    }

    fn draws(&self) -> bool {
        true
    }

    fn backward(&self, step: &Step<'_>, backward: &mut Backward) {
        let (private, field, x, into) = (&step.paths.private, &step.field, &step.x, &step.into);
        let buffers = quote!(&__a.#field, &mut __d.#field, &mut __gradient.#field);
        backward.deliver(step, quote!(#private::part::backward(&self.#field, #x, #buffers, #into)));
    }

    fn derivative(&self, _: &Step<'_>) -> Option<TokenStream> {
        let this = &self.this;
        Some(quote!(#this::last()))
    }

    fn descends(&self) -> bool {
        false
    }

    fn least_rows(&self, _: &Step<'_>) -> Option<TokenStream> {
        let this = &self.this;
        Some(quote!(#this::LEAST_ROWS))
    }

    fn settle(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (krate, field) = (&step.paths.krate, &step.field);
        Some(quote!(#krate::Layer::settle(&mut self.#field, &__a.#field);))
    }

    fn prepare(&self, step: &Step<'_>) -> Option<(TokenStream, TokenStream)> {
        let (krate, private, field) = (&step.paths.krate, &step.paths.private, &step.field);
        Some((
            quote!(#private::part::prepare(&mut self.#field, __rows);),
            quote!(#krate::Layer::is_prepared(&self.#field)),
        ))
    }

    fn is_loaded(&self) -> bool {
        true
    }

    fn outputs(&self, step: &Step<'_>) -> Option<TokenStream> {
        let (krate, _private, field, name) =
            (&step.paths.krate, &step.paths.private, &step.field, field_name(&step.field));
        Some(quote!(#krate::Layer::outputs(&self.#field, &__a.#field, &__path.field(#name), __visit);))
    }

    fn penalty(&self, step: &Step<'_>) -> Option<(TokenStream, TokenStream)> {
        let (krate, field) = (&step.paths.krate, &step.field);
        Some((
            quote!(#krate::Layer::penalty(&self.#field)),
            quote!(#krate::Layer::penalize(&self.#field, &mut __gradient.#field);),
        ))
    }

    fn last(&self, _: &Step<'_>, _: &Ident) -> Option<Last> {
        let this = &self.this;
        Some(Last { items: quote!(), kind: quote!(#this::Last), value: quote!(#this::last()), known: false })
    }
}
