//! The loss, and the hyperparameters that training starts from.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::hoist::{Hoisted, own};
use super::layer::Last;
use super::paths::Paths;
use super::plan::Plan;
use crate::network::{Loss, Optimizer, OptionValue, Schedule, WordKind};
use crate::words::{self, TargetKind};

impl Plan<'_> {
    /// `impl Trainable`, for a network with a loss.
    pub(super) fn trainable(&self) -> TokenStream {
        let Some(loss) = &self.network.loss else { return quote!() };
        let (Paths { krate, .. }, name) = (self.paths, self.name);
        let mut hoisted = self.hoisted.beside();
        let (kind, value) = self.loss(loss, &mut hoisted);
        let (target, class) = self.target_and_class(loss);
        let span = self.steps.last().map_or_else(Span::call_site, |last| last.layer.span());
        let target = quote_spanned!(span=> type Target = #target;);
        let (optimizer, start) = optimizer_parts(krate, self.network.optimizer.as_ref(), &mut hoisted);
        let schedule = schedule(krate, self.network.schedule.as_ref(), &mut hoisted);
        let least_rows = quote!(<#name as #krate::Layer>::LEAST_ROWS);
        let mut count = |what: &str, count: &Option<_>, least: &TokenStream| {
            let count = hoisted.count(what, count.as_ref()?, least);
            let method = format_ident!("{what}");
            Some(quote!(.#method(#count)))
        };
        let batch = count("batch", &self.network.batch, &least_rows);
        let epochs = count("epochs", &self.network.epochs, &quote!(1));
        let (items, fits, bounds) = (&hoisted.items, self.fits(loss, &value), self.bounds());
        quote! {
            #items
            #fits
            #[doc(hidden)]
            impl #krate::Trainable for #name #bounds {
                #target
                type Class = #class;
                type Loss = #kind;
                type Optimizer = #optimizer;

                const LOSS: Self::Loss = #value;
                const HYPERPARAMETERS: #krate::Hyperparameters<Self::Optimizer> =
                    #krate::Hyperparameters::new(#start) #schedule #batch #epochs;
            }
        }
    }

    /// A row's target, and what a prediction says.
    pub(super) fn target_and_class(&self, loss: &Loss) -> (TokenStream, TokenStream) {
        let (name, krate) = (self.name, &self.paths.krate);
        let class = match (&self.network.classes, loss.target()) {
            (Some(_), _) => {
                let class = format_ident!("{name}Class");
                quote!(#class)
            }
            (None, TargetKind::YesNo) => quote!(::core::primitive::bool),
            (None, TargetKind::Class | TargetKind::Distribution | TargetKind::Row) => quote!(::core::primitive::usize),
        };
        let target = match loss.target() {
            TargetKind::Class => class.clone(),
            TargetKind::YesNo if self.network.classes.is_some() => class.clone(),
            TargetKind::YesNo | TargetKind::Distribution | TargetKind::Row => quote!(<#name as #krate::Layer>::Output),
        };
        (target, class)
    }

    /// The loss as a type and as a value.
    fn loss(&self, loss: &Loss, hoisted: &mut Hoisted<'_>) -> (TokenStream, TokenStream) {
        let (Paths { krate, private, .. }, name, place) = (self.paths, self.name, format_ident!("loss"));
        let (kind, value) = match &loss.word.kind {
            WordKind::Vocabulary(word) => {
                (quote!(#krate::loss::#word), hoisted.vocabulary(&place, &quote!(loss), word, &loss.word.arguments))
            }
            WordKind::Own(path) => {
                let (own, at) = (own(path, &loss.word.arguments), self.paths.at(path.span()));
                let Paths { krate, private: located, .. } = at;
                hoisted.items.extend(quote_spanned! {path.span()=>
                    impl #located::loss::OwnLoss for #name {
                        fn loss() -> impl #krate::loss::Elementwise { #own }
                    }
                });
                (quote!(#private::loss::Own<#name>), quote!(#private::loss::Own::NEW))
            }
        };
        match &loss.label_smoothing {
            None => (kind, value),
            Some((word, share)) => {
                let share = hoisted.number(&place, "label_smoothing", share);
                (quote!(#krate::loss::#word<#kind>), quote!(#krate::loss::#word(#value, #share)))
            }
        }
    }

    /// Checks that the loss fits the last activation, if only rustc can: one of the user's own, or a part's.
    fn fits(&self, loss: &Loss, value: &TokenStream) -> TokenStream {
        let (name, last) = (self.name, self.steps.last().and_then(|last| last.layer.last(last, self.name)));
        let (WordKind::Vocabulary(word), Some(Last { known: false, .. })) = (&loss.word.kind, last) else {
            return quote!();
        };
        let (Paths { krate, private, .. }, bounds) = (self.paths.at(word.span()), self.bounds());
        // A name of one token, so that the error is at the word and not at the whole call.
        quote_spanned! {word.span()=>
            const _: () = {
                fn __fits() #bounds {
                    let __loss = #value;
                    #private::check::Last::of(&<#name as #krate::Layer>::last()).fits(&__loss);
                }
            };
        }
    }
}

/// The optimizer as a type and as a value.
fn optimizer_parts(
    krate: &TokenStream,
    optimizer: Option<&Optimizer>,
    hoisted: &mut Hoisted<'_>,
) -> (TokenStream, TokenStream) {
    let Some(optimizer) = optimizer else {
        return (quote!(#krate::optimizer::Sgd), quote!(#krate::optimizer::Sgd::DEFAULT));
    };
    let known = words::optimizer(&optimizer.word.to_string());
    let name = Ident::new(known.map_or("Sgd", |known| known.type_name), optimizer.word.span());
    let kind = quote!(#krate::optimizer::#name);
    let mut start = quote!(#kind::DEFAULT);
    let mut options = TokenStream::new();
    for (option, value) in &optimizer.options {
        let value = option_value(hoisted, &optimizer.word, &option.to_string(), value);
        if option == "lr" {
            start = quote!(#kind::new(#value));
        } else {
            options.extend(quote!(.#option(#value)));
        }
    }
    (kind, quote!(#start #options))
}

/// The schedule as a value: the options it needs are arguments in the order of the vocabulary, the rest are methods.
fn schedule(krate: &TokenStream, schedule: Option<&Schedule>, hoisted: &mut Hoisted<'_>) -> TokenStream {
    let Some(Schedule { word, options }) = schedule else { return quote!() };
    let (mut arguments, mut methods) = (Vec::new(), TokenStream::new());
    let required = words::schedule(&word.to_string()).map_or(&[][..], |known| known.required);
    for argument in required {
        if let Some((_, value)) = options.iter().find(|(option, _)| option == argument) {
            arguments.push(option_value(hoisted, word, argument, value));
        }
    }
    for (option, value) in options.iter().filter(|(option, _)| !required.iter().any(|argument| option == argument)) {
        let value = option_value(hoisted, word, &option.to_string(), value);
        methods.extend(quote!(.#option(#value)));
    }
    quote!(.schedule(#krate::Schedule::#word(#(#arguments),*) #methods))
}

/// The value of an option of `word`, in the user's tokens.
fn option_value(hoisted: &mut Hoisted<'_>, word: &Ident, option: &str, value: &OptionValue) -> TokenStream {
    match value {
        OptionValue::Number(number) => hoisted.number(word, option, number),
        OptionValue::Bool(value) => quote!(#value),
    }
}
