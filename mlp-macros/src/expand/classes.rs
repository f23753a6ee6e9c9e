//! The enum of `classes`, and what makes it a target and an answer.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::plan::{Kind, Plan, at};
use crate::words::TargetKind;

impl Plan<'_> {
    /// Their names, for the files that the network is saved to.
    pub(super) fn class_names(&self) -> Option<TokenStream> {
        let names = self.network.classes.as_ref()?.names.iter().map(|(_, name)| name);
        Some(quote!(const CLASSES: &'static [&'static str] = &[#(#names),*];))
    }

    /// `enum FashionClass { … }` with its impls.
    pub(super) fn classes(&self) -> TokenStream {
        let Some(classes) = &self.network.classes else { return quote!() };
        let (krate, visibility, cfg) = (self.krate, &self.network.visibility, self.cfg());
        let name = format_ident!("{}Class", self.name);
        let variants: Vec<_> = classes.names.iter().map(|(variant, _)| variant).collect();
        let names: Vec<_> = classes.names.iter().map(|(_, name)| name).collect();
        let docs = names.iter().map(|name| format!(" {name}."));
        let numbers: Vec<_> = (0..names.len()).map(Literal::usize_unsuffixed).collect();
        let (count, last) = (Literal::usize_unsuffixed(names.len()), variants.last());
        let doc = format!(" What a [`{}`] tells apart.", self.name);
        let (target, check) = (self.class_target(&name), self.class_count());
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
                impl #krate::Class for #name {
                    const NAMES: &'static [&'static str] = &[#(#names),*];

                    fn of_output(output: usize) -> Self {
                        match output {
                            #(#numbers => Self::#variants,)*
                            _ => Self::#last,
                        }
                    }

                    fn index(self) -> usize {
                        self as usize
                    }
                }

                impl ::core::fmt::Display for #name {
                    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        #krate::class::show(*self, f)
                    }
                }

                impl ::core::str::FromStr for #name {
                    type Err = #krate::Error;

                    fn from_str(text: &str) -> #krate::Result<Self> {
                        #krate::class::named(text)
                    }
                }

                impl ::core::convert::TryFrom<usize> for #name {
                    type Error = #krate::Error;

                    fn try_from(number: usize) -> #krate::Result<Self> {
                        #krate::class::numbered(number)
                    }
                }

                impl #krate::Target for #name {
                    const CLASSES: bool = true;

                    fn class(&self) -> usize {
                        *self as usize
                    }

                    fn value(&self, output: usize) -> f64 {
                        #krate::class::value(*self, output)
                    }
                }

                #target
                impl #krate::FromCells for #name {
                    const CELLS: usize = 1;

                    fn from_cells(cells: &[&str]) -> ::core::result::Result<Self, (usize, #krate::cells::Problem)> {
                        #krate::cells::class(cells)
                    }
                }

                #check
            };
        }
    }

    /// How the loss sees a class: its number, or 0 and 1 of one output.
    fn class_target(&self, name: &proc_macro2::Ident) -> TokenStream {
        let (krate, scalar) = (self.krate, self.scalar);
        let Some(loss) = &self.network.loss else { return quote!() };
        match loss.target() {
            TargetKind::Class => quote! {
                impl #krate::AsTarget<usize> for #name {
                    fn as_target(&self) -> impl ::core::borrow::Borrow<usize> {
                        *self as usize
                    }
                }
            },
            TargetKind::YesNo => quote! {
                impl #krate::AsTarget<[#scalar; 1]> for #name {
                    fn as_target(&self) -> impl ::core::borrow::Borrow<[#scalar; 1]> {
                        [*self as u8 as #scalar]
                    }
                }
            },
            TargetKind::Distribution | TargetKind::Row => quote!(),
        }
    }

    /// As many classes as outputs, where the macro cannot count them.
    fn class_count(&self) -> TokenStream {
        let (krate, Some(classes), Some(last)) = (self.krate, &self.network.classes, self.steps.last()) else {
            return quote!();
        };
        let counted = matches!(&last.kind, Kind::Dense { dense, .. } if dense.size.literal.is_some());
        if counted {
            return quote!();
        }
        let (count, outputs) = (Literal::usize_unsuffixed(classes.names.len()), &last.outputs);
        let krate = at(krate, classes.keyword.span());
        quote_spanned!(classes.keyword.span()=> const _: () = #krate::check::classes(#count, #outputs);)
    }
}
