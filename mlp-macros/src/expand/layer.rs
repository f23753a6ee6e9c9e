//! `impl Layer` and `impl Tensors`: what makes the network a part of others.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::plan::{Activation, Kind, Plan, Step, field_name, part, shown};
use crate::network::{NormKind, WordKind};

impl Plan<'_> {
    /// What the passes leave behind, and the backward pass's own buffers.
    pub(super) fn buffers(&self) -> TokenStream {
        let (krate, scalar, bounds) = (self.krate, self.scalar, self.bounds());
        let (mut activations, mut deltas) = (Vec::new(), Vec::new());
        for step in self.flat() {
            let (field, outputs) = (&step.field, &step.outputs);
            let row = quote!([#scalar; #outputs]);
            let (kept, delta) = match &step.kind {
                Kind::Dense { .. } | Kind::Residual { .. } => (quote!(#krate::Activated<#row>), true),
                Kind::Norm { .. } => (quote!(#krate::Normalized<#row>), true),
                Kind::Dropout { .. } => (quote!(#krate::Dropped<#row>), false),
                Kind::Standardize => (quote!(#krate::Batch<#row>), false),
                Kind::Part { path, .. } => {
                    let part = part(krate, path);
                    deltas.push((field, quote!(#part::Deltas)));
                    (quote!(#part::Activations), false)
                }
            };
            activations.push((field, kept));
            if delta {
                deltas.push((field, quote!(#krate::Batch<#row>)));
            }
        }
        let buffers = |name: &str, fields: &[(&Ident, TokenStream)]| {
            let name = Ident::new(name, Span::call_site());
            let names: Vec<&Ident> = fields.iter().map(|(name, _)| *name).collect();
            let kinds = fields.iter().map(|(_, kind)| kind);
            let structure = quote!(pub struct #name #bounds { #(#names: #kinds),* });
            if bounds.is_none() {
                return quote!(#[derive(::core::default::Default)] #structure);
            }
            // No derive: its name would be in the error of a part that is no layer, which would then come twice.
            quote! {
                #structure

                impl ::core::default::Default for #name #bounds {
                    fn default() -> Self {
                        Self { #(#names: ::core::default::Default::default()),* }
                    }
                }
            }
        };
        let (activations, deltas) = (buffers("__Activations", &activations), buffers("__Deltas", &deltas));
        quote!(#activations #deltas)
    }

    /// The fields in order, by name and side by side.
    pub(super) fn tensors(&self) -> TokenStream {
        let (krate, name, scalar, bounds) = (self.krate, self.name, self.scalar, self.bounds());
        let learning = self.learning();
        let fields: Vec<_> = learning.iter().map(|step| &step.field).collect();
        let names: Vec<_> = fields.iter().map(|field| field_name(field)).collect();
        let kinds = learning.iter().map(|step| self.field_type(step));
        let Some((last, rest)) = fields.split_last() else { return quote!() };
        let loaded = self.loaded();
        quote! {
            impl #krate::Tensors for #name #bounds {
                type Scalar = #scalar;

                const SPECS: &'static [#krate::Spec] = &[#(#krate::Spec::Field(#names, <#kinds as #krate::Tensors>::SPECS)),*];

                fn zeros() -> Self {
                    Self { #(#fields: #krate::Tensors::zeros()),* }
                }

                fn tensors(&self, path: &#krate::Path<'_>, visit: &mut #krate::Visit<'_, #scalar>) {
                    #(#krate::Tensors::tensors(&self.#fields, &path.field(#names), visit);)*
                }

                fn side_by_side<const __K: usize>(mut all: [&mut Self; __K], visit: &mut impl #krate::Update<#scalar, __K>) {
                    #(#krate::Tensors::side_by_side(all.each_mut().map(|network| &mut network.#rest), visit);)*
                    #krate::Tensors::side_by_side(all.map(|network| &mut network.#last), visit);
                }

                #loaded
            }
        }
    }

    pub(super) fn layer(&self) -> TokenStream {
        let (krate, name, scalar, input) = (self.krate, self.name, self.scalar, &self.input);
        let Some(last) = self.steps.last() else { return quote!() };
        let (output, bounds) = (self.output(), self.bounds());
        let output_type = quote_spanned!(self.last_span()=> type Output = #output;);
        let flat = self.flat();
        let widths = flat.iter().map(|step| &step.outputs);
        let learning = self.learning();
        let fields: Vec<_> = learning.iter().map(|step| &step.field).collect();
        let initial = learning.iter().map(|step| self.initial(step));
        let summaries = flat.iter().map(|step| self.summary(step));
        let (own, last_type, last_value) = self.last(last);
        let last_type = quote_spanned!(self.last_span()=> type Last = #last_type;);
        let (least_rows, settle, prepare) = (self.least_rows(), self.settle(), self.prepare());
        let classes = self.class_names();
        let (row, forward, train) = (self.row(), self.forward(), self.train());
        let (backward, descend, penalties) = (self.backward(), self.descend(), self.penalties());
        let (outputs, kept, delta) = (self.outputs(), kept(krate, last), delta(krate, last));
        quote! {
            #own
            impl #krate::Layer for #name #bounds {
                type Input = [#scalar; #input];
                #output_type
                #last_type
                type Activations = __Activations;
                type Deltas = __Deltas;

                const LAYERS: &'static [#krate::LayerSummary] = &[#(#summaries),*];
                #classes
                const VALUES: usize = #(#widths)+*;
                #least_rows

                fn last() -> Self::Last {
                    #last_value
                }

                fn initialize(random: &mut #krate::init::Random) -> Self {
                    Self { #(#fields: #initial),* }
                }

                fn row(&self, x: &[#scalar; #input]) -> #output {
                    #krate::row(self, x)
                }

                #[inline(always)]
                fn row_in(&self, x: &[#scalar; #input], set: impl #krate::Set) -> #output {
                    #row
                }

                fn forward(&self, x: &[[#scalar; #input]], a: &mut __Activations) {
                    #forward
                }

                #train

                fn backward(
                    &self,
                    x: &[[#scalar; #input]],
                    a: &__Activations,
                    d: &mut __Deltas,
                    gradient: &mut Self,
                    input: #krate::InputDelta<'_, [#scalar; #input]>,
                ) {
                    #backward
                }

                #descend

                fn output(a: &__Activations) -> &#krate::Activated<#output> {
                    #kept
                }

                fn delta(d: &mut __Deltas) -> &mut #krate::Batch<#output> {
                    #delta
                }

                #outputs
                #penalties
                #settle
                #prepare
            }
        }
    }

    /// The type of a row of outputs.
    pub(super) fn output(&self) -> TokenStream {
        let (krate, scalar) = (self.krate, self.scalar);
        match self.steps.last() {
            Some(Step { kind: Kind::Part { path, .. }, .. }) => {
                let part = part(krate, path);
                quote!(#part::Output)
            }
            Some(Step { outputs, .. }) => quote!([#scalar; #outputs]),
            None => quote!(()),
        }
    }

    /// Where it is said that the last part is private and the network is not.
    pub(super) fn last_span(&self) -> Span {
        match self.steps.last().map(|step| &step.kind) {
            Some(Kind::Part { path, .. }) => path.span(),
            _ => Span::call_site(),
        }
    }

    /// The last activation as a type and as a value. One of the user's own has no name to give: a type of ours stands
    /// for it.
    fn last(&self, last: &Step<'_>) -> (TokenStream, TokenStream, TokenStream) {
        let (krate, name) = (self.krate, self.name);
        match &last.kind {
            Kind::Part { path, .. } => {
                let part = part(krate, path);
                (quote!(), quote!(#part::Last), quote!(#part::last()))
            }
            Kind::Dense { activation: Activation { word, value }, .. } => match &word.kind {
                WordKind::Vocabulary(word) => (quote!(), quote!(#krate::activation::#word), value.clone()),
                WordKind::Own(_) => {
                    let own = quote! {
                        impl #krate::activation::OwnActivation for #name {
                            fn activation() -> impl #krate::activation::Activation { #value }
                        }
                    };
                    (own, quote!(#krate::activation::Own<Self>), quote!(#krate::activation::Own::NEW))
                }
            },
            _ => (quote!(), quote!(), quote!()),
        }
    }

    /// A layer of a fresh network.
    fn initial(&self, step: &Step<'_>) -> TokenStream {
        let krate = self.krate;
        match &step.kind {
            Kind::Dense { dense, .. } => {
                let word = &dense.init;
                quote!(#krate::Dense::init(#krate::init::#word, random))
            }
            Kind::Norm { kind: NormKind::Batch, .. } => quote!(#krate::BatchNorm::init()),
            Kind::Norm { .. } => quote!(#krate::LayerNorm::init()),
            Kind::Part { path, .. } => {
                let part = part(krate, path);
                quote!(#part::initialize(random))
            }
            _ => quote!(#krate::Standardize::init()),
        }
    }

    /// A line of the summary.
    fn summary(&self, step: &Step<'_>) -> TokenStream {
        let krate = self.krate;
        let (field, inputs, outputs) = (field_name(&step.field), &step.inputs, &step.outputs);
        match &step.kind {
            Kind::Dense { dense, activation, .. } => {
                // The last layer keeps its logits in any case.
                let last = self.is_last(step);
                let keeps = if last { quote!(true) } else { self.keeps(activation) };
                let (shown, bias) = (activation.word.shown(), dense.bias);
                quote!(#krate::LayerSummary::dense(#field, #shown, #inputs, #outputs, #bias, #keeps))
            }
            Kind::Norm { kind, activation, .. } => {
                let (norm, shown, keeps) =
                    (format_ident!("{}", kind.word()), activation.word.shown(), self.keeps(activation));
                quote!(#krate::LayerSummary::#norm(#field, #shown, #outputs, #keeps))
            }
            Kind::Dropout { shown, .. } => quote!(#krate::LayerSummary::dropout(#shown, #outputs)),
            Kind::Standardize => quote!(#krate::LayerSummary::standardize(#outputs)),
            Kind::Residual { activation, .. } => {
                let (shown, keeps) = (activation.word.shown(), self.keeps(activation));
                quote!(#krate::LayerSummary::residual(#shown, #outputs, #keeps))
            }
            Kind::Part { path, .. } => {
                let shown = shown(path);
                let part = part(krate, path);
                quote!(#krate::LayerSummary::network(#field, #shown, #outputs, #part::LAYERS))
            }
        }
    }

    /// Whether an activation keeps its input, as an expression for rustc.
    fn keeps(&self, activation: &Activation<'_>) -> TokenStream {
        let (krate, value) = (self.krate, &activation.value);
        quote!(#krate::activation::keeps(&#value))
    }
}

/// What a step leaves behind, as `&Activated`.
pub(super) fn kept(krate: &TokenStream, step: &Step<'_>) -> TokenStream {
    let field = &step.field;
    match &step.kind {
        Kind::Part { path, .. } => {
            // Not at the user's path: through a macro of the user's it is from another place than the argument `a`.
            let a = quote!(a);
            let part = part(krate, path);
            quote_spanned!(path.span()=> #part::output(&#a.#field))
        }
        Kind::Norm { .. } => quote!(a.#field.activated()),
        _ => quote!(&a.#field),
    }
}

/// Where the gradient of a step's values goes, as `&mut Batch`; not for steps that work in place.
pub(super) fn delta(krate: &TokenStream, step: &Step<'_>) -> TokenStream {
    let field = &step.field;
    match &step.kind {
        Kind::Part { path, .. } => {
            let part = part(krate, path);
            quote!(#part::delta(&mut d.#field))
        }
        _ => quote!(&mut d.#field),
    }
}
