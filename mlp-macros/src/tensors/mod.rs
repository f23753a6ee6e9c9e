//! `#[derive(mlp::Tensors)]`: a struct of arrays → `impl Tensors`, each field a tensor of its name.
//!
//! | attribute | of | says |
//! | --- | --- | --- |
//! | `#[tensors(crate = other)]` | the struct | the facade's path, where it is not `::mlp` |
//! | `#[tensors(scalar = f32)]` | the struct | the number type of a struct without tensors |
//! | `#[tensor(untrained)]` | a field | it is saved and loaded, and the optimizer does not move it |
//! | `#[tensor(skip)]` | a field | it is not a tensor: `Default::default()` in a gradient |

mod read;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Type};

use read::{Field, Role, Struct};

/// The impl, or every error.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    match read::read(input) {
        Ok(found) => expand(input, &found),
        Err(errors) => errors.into_tokens(),
    }
}

fn expand(input: &DeriveInput, found: &Struct) -> TokenStream {
    let (krate, name) = (&found.krate, &input.ident);
    let tensors: Vec<_> = found.fields.iter().filter(|field| field.role != Role::Skipped).collect();
    let text = |kind: &Type| kind.to_token_stream().to_string();
    let (scalar, first) = match (&found.scalar, tensors.first()) {
        (None, Some(Field { kind, .. })) => (quote!(<#kind as __mlp::Tensors>::Scalar), Some(text(kind))),
        (scalar, _) => (quote!(#scalar), None),
    };
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let given = bounds.map(|bounds| &bounds.predicates);
    // On the impl, so that a field that is not a tensor is an error there and not at every use of it.
    let bounds = tensors.iter().map(|Field { kind, .. }| {
        let span = kind.span();
        let scalar = located(scalar.clone(), span);
        let same = (first != Some(text(kind))).then(|| quote_spanned!(span=> <Scalar = #scalar>));
        quote_spanned!(span=> #kind: __mlp::Tensors #same)
    });
    let clone = quote_spanned!(name.span()=> #name #arguments: ::core::clone::Clone);
    let bounds = std::iter::once(clone).chain(bounds);
    let bounds: Vec<_> = given.into_iter().flatten().map(ToTokens::to_token_stream).chain(bounds).collect();
    let kinds: Vec<_> = tensors.iter().map(|field| &field.kind).collect();
    let members: Vec<_> = tensors.iter().map(|field| &field.member).collect();
    let names: Vec<_> = members.iter().map(|member| read::name_of(member)).collect();
    let trained: Vec<_> = tensors.iter().map(|field| field.role == Role::Trained).collect();
    let specs = tensors.iter().map(|field| match field.role {
        Role::Trained => quote!(Field),
        Role::Untrained | Role::Skipped => quote!(Untrained),
    });
    let all = found.fields.iter().map(|field| &field.member);
    let zeros = found.fields.iter().map(|Field { kind, role, .. }| match role {
        Role::Skipped => quote!(::core::default::Default::default()),
        Role::Trained | Role::Untrained => quote!(<#kind as __mlp::Tensors>::zeros()),
    });
    // The path of the facade once, so that one that leads nowhere is one error.
    let facade = quote_spanned!(krate.span()=> use #krate as __mlp;);
    quote! {
        const _: () = {
            #facade

            #[automatically_derived]
            impl #generics __mlp::Tensors for #name #arguments where #(#bounds),* {
                type Scalar = #scalar;

                const SPECS: &'static [__mlp::__private::Spec] =
                    &[#(__mlp::__private::Spec::#specs(#names, <#kinds as __mlp::Tensors>::SPECS)),*];

                fn zeros() -> Self {
                    Self { #(#all: #zeros),* }
                }

                fn tensors(
                    &self,
                    __path: &__mlp::__private::Path<'_>,
                    __visit: &mut __mlp::__private::Visit<'_, Self::Scalar>,
                ) {
                    #(__mlp::__private::field::tensors(&self.#members, &__path.field(#names), #trained, __visit);)*
                }

                fn side_by_side<const __K: usize>(
                    mut __all: [&mut Self; __K],
                    __visit: &mut impl __mlp::__private::Update<Self::Scalar, __K>,
                ) {
                    #(
                        let __fields = __all.each_mut().map(|__one| &mut __one.#members);
                        __mlp::__private::field::side_by_side(__fields, #trained, __visit);
                    )*
                }

                fn loaded(&mut self) {
                    #(<#kinds as __mlp::Tensors>::loaded(&mut self.#members);)*
                }
            }
        };
    }
}

/// Tokens where errors should stand; they still mean what they meant where they came from.
fn located(tokens: TokenStream, span: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(token.span().located_at(span));
        token
    };
    tokens.into_iter().map(located).collect()
}
