//! The enum of `classes`, and what makes it a target and an answer.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::paths::Paths;
use super::plan::Plan;
use crate::words::TargetKind;

impl Plan<'_> {
    /// Their names, for the files of the network.
    pub(super) fn class_names(&self) -> Option<TokenStream> {
        let names = self.network.classes.as_ref()?.names.iter().map(|(_, name)| name);
        Some(quote!(const CLASSES: &'static [&'static ::core::primitive::str] = &[#(#names),*];))
    }

    /// `enum FashionClass { … }` with its impls.
    pub(super) fn classes(&self) -> TokenStream {
        let Some(classes) = &self.network.classes else { return quote!() };
        let (Paths { krate, private, .. }, visibility, cfg) = (self.paths, &self.network.visibility, self.cfg());
        let name = format_ident!("{}Class", self.name);
        let variants: Vec<_> = classes.names.iter().map(|(variant, _)| variant).collect();
        let names: Vec<_> = classes.names.iter().map(|(_, name)| name).collect();
        let docs = names.iter().map(|name| format!(" {name}."));
        let numbers: Vec<_> = (0..names.len()).map(Literal::usize_unsuffixed).collect();
        let (count, last) = (Literal::usize_unsuffixed(names.len()), variants.last());
        let doc = format!(" What a [`{}`] tells apart.", self.name);
        let (target, check) = (self.class_target(&name), self.class_count());
        let import = self.paths.import();
        quote! {
            #(#cfg)*
            #[doc = #doc]
            #[derive(
                ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq,
                ::core::cmp::PartialOrd, ::core::cmp::Ord, ::core::hash::Hash,
            )]
            #visibility enum #name {
                #(#[doc = #docs] #variants),*
            }

            #(#cfg)*
            impl #name {
                /// All classes, in the order of the outputs.
                #visibility const ALL: [Self; #count] = [#(Self::#variants),*];
            }

            #(#cfg)*
            const _: () = {
                #import

                impl #krate::Class for #name {
                    const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];

                    fn of_output(__output: ::core::primitive::usize) -> Self {
                        match __output {
                            #(#numbers => Self::#variants,)*
                            _ => Self::#last,
                        }
                    }

                    fn index(self) -> ::core::primitive::usize {
                        self as ::core::primitive::usize
                    }
                }

                impl ::core::fmt::Display for #name {
                    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        #private::class::show(*self, __f)
                    }
                }

                impl ::core::str::FromStr for #name {
                    type Err = #krate::Error;

                    fn from_str(__text: &::core::primitive::str) -> #krate::Result<Self> {
                        #private::class::named(__text)
                    }
                }

                impl ::core::convert::TryFrom<::core::primitive::usize> for #name {
                    type Error = #krate::Error;

                    fn try_from(__number: ::core::primitive::usize) -> #krate::Result<Self> {
                        #private::class::numbered(__number)
                    }
                }

                impl #private::Target for #name {
                    const CLASSES: ::core::primitive::bool = true;

                    fn class(&self) -> ::core::primitive::usize {
                        *self as ::core::primitive::usize
                    }

                    fn value(&self, __output: ::core::primitive::usize) -> ::core::primitive::f64 {
                        #private::class::value(*self, __output)
                    }
                }

                #target
                impl #private::FromCells for #name {
                    const CELLS: ::core::primitive::usize = 1;

                    fn from_cells(__cells: &[&::core::primitive::str]) -> ::core::result::Result<Self, (::core::primitive::usize, #private::cells::Problem)> {
                        #private::cells::class(__cells)
                    }
                }

                #check
            };
        }
    }

    /// How the loss sees a class: its number, or 0 and 1 of one output.
    fn class_target(&self, name: &proc_macro2::Ident) -> TokenStream {
        let Paths { private, scalar, .. } = self.paths;
        let Some(loss) = &self.network.loss else { return quote!() };
        let (target, value) = match loss.target() {
            TargetKind::Class => (quote!(::core::primitive::usize), quote!(*self as ::core::primitive::usize)),
            TargetKind::YesNo => (quote!([#scalar; 1]), quote!([*self as ::core::primitive::u8 as #scalar])),
            TargetKind::Distribution | TargetKind::Row => return quote!(),
        };
        quote! {
            impl #private::AsTarget<#target> for #name {
                fn as_target(&self) -> impl ::core::borrow::Borrow<#target> {
                    #value
                }
            }
        }
    }

    /// As many classes as outputs, where the macro cannot count them.
    fn class_count(&self) -> TokenStream {
        let (Some(classes), Some(last)) = (&self.network.classes, self.steps.last()) else { return quote!() };
        if last.outputs.number().is_some() {
            return quote!();
        }
        let (count, outputs) = (Literal::usize_unsuffixed(classes.names.len()), &last.outputs.tokens);
        let Paths { private, .. } = self.paths.at(classes.keyword.span());
        quote_spanned!(classes.keyword.span()=> const _: () = #private::check::classes(#count, #outputs);)
    }
}
