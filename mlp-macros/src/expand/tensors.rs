//! `impl Tensors`: the fields in order, by name and side by side.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::layer::Field;
use super::paths::{Paths, field_name};
use super::plan::Plan;

impl Plan<'_> {
    /// The fields of the struct.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&Ident, Field)> {
        self.flat().into_iter().filter_map(|step| Some((&step.field, step.layer.field(step)?)))
    }

    pub(super) fn tensors(&self) -> TokenStream {
        let (Paths { krate, private, scalar, .. }, name, bounds) = (self.paths, self.name, self.bounds());
        let (fields, kinds): (Vec<&Ident>, Vec<TokenStream>) =
            self.fields().map(|(field, Field { kind, .. })| (field, kind)).unzip();
        let names: Vec<_> = fields.iter().map(|field| field_name(field)).collect();
        let loaded = self.loaded();
        quote! {
            #[doc(hidden)]
            impl #krate::Tensors for #name #bounds {
                type Scalar = #scalar;

                const SPECS: &'static [#private::Spec] =
                    &[#(#private::Spec::of::<#kinds>(#names)),*];

                fn zeros() -> Self {
                    Self { #(#fields: #krate::Tensors::zeros()),* }
                }

                fn tensors(&self, __path: &#private::Path<'_>, __visit: &mut #private::Visit<'_, Self::Scalar>) {
                    #(#krate::Tensors::tensors(&self.#fields, &__path.field(#names), __visit);)*
                }

                fn side_by_side<const __K: ::core::primitive::usize>(
                    mut __all: [&mut Self; __K],
                    __visit: &mut impl #private::Update<Self::Scalar, __K>,
                ) {
                    #(#krate::Tensors::side_by_side(
                        (&mut __all).each_mut().map(|__network| &mut __network.#fields),
                        __visit,
                    );)*
                }

                #loaded
            }
        }
    }

    /// `fn loaded`: constants of the training set have been read from a file.
    fn loaded(&self) -> TokenStream {
        let krate = &self.paths.krate;
        let flat = self.flat();
        let fields: Vec<_> = flat.iter().filter(|step| step.layer.is_loaded()).map(|step| &step.field).collect();
        if fields.is_empty() {
            return quote!();
        }
        quote! {
            fn loaded(&mut self) {
                #(#krate::Tensors::loaded(&mut self.#fields);)*
            }
        }
    }
}
