//! The loss, and the hyperparameters that training starts from.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Plan, hoist::Hoisted};
use crate::network::{Loss, Optimizer, OptionValue, WordKind};

impl Plan<'_> {
    /// `impl Trainable`, for a network with a loss.
    pub(super) fn trainable(&self) -> TokenStream {
        let Some(loss) = &self.network.loss else { return quote!() };
        let Some(last) = self.denses().next_back() else { return quote!() };
        let (krate, name, scalar, outputs) = (self.krate, self.name, self.scalar, &last.outputs);
        let mut hoisted = Hoisted::new(krate);
        let (kind, value) = loss_parts(krate, loss, &mut hoisted);
        let target = match &loss.word.kind {
            WordKind::Vocabulary(word) if word == "sparse_categorical" => quote!(usize),
            _ => quote!([#scalar; #outputs]),
        };
        let (optimizer, start) = optimizer_parts(krate, self.network.optimizer.as_ref(), &mut hoisted);
        let mut count = |what: &str, count: &Option<_>| match count {
            Some(count) => hoisted.count(what, count),
            None => {
                let default = format_ident!("DEFAULT_{}", what.to_uppercase());
                quote!(#krate::#default)
            }
        };
        let (batch, epochs) = (count("batch", &self.network.batch), count("epochs", &self.network.epochs));
        let items = &hoisted.items;
        quote! {
            #items
            impl #krate::Trainable for #name {
                type Target = #target;
                type Loss = #kind;
                type Optimizer = #optimizer;

                const LOSS: Self::Loss = #value;
                const HYPERPARAMETERS: #krate::Hyperparameters<Self::Optimizer> =
                    #krate::Hyperparameters { optimizer: #start, batch: #batch, epochs: #epochs };
            }
        }
    }
}

/// The loss as a type and as a value.
fn loss_parts(krate: &TokenStream, loss: &Loss, hoisted: &mut Hoisted<'_>) -> (TokenStream, TokenStream) {
    let place = format_ident!("loss");
    let (kind, value) = match &loss.word.kind {
        WordKind::Vocabulary(word) => {
            (quote!(#krate::loss::#word), hoisted.vocabulary(&place, &quote!(loss), word, &loss.word.arguments))
        }
        WordKind::Own(path) => {
            let arguments = loss.word.arguments.iter().map(|argument| &argument.tokens);
            let arguments = if loss.word.arguments.is_empty() { quote!() } else { quote!((#(#arguments),*)) };
            (path.clone(), quote!(#path #arguments))
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

/// The optimizer as a type and as a value.
fn optimizer_parts(
    krate: &TokenStream,
    optimizer: Option<&Optimizer>,
    hoisted: &mut Hoisted<'_>,
) -> (TokenStream, TokenStream) {
    let Some(optimizer) = optimizer else {
        return (quote!(#krate::optimizer::Sgd), quote!(#krate::optimizer::Sgd::DEFAULT));
    };
    let word = optimizer.word.to_string();
    let name = Ident::new(type_name(&word), optimizer.word.span());
    let kind = quote!(#krate::optimizer::#name);
    let mut start = quote!(#kind::DEFAULT);
    let mut options = TokenStream::new();
    for (option, value) in &optimizer.options {
        let value = match value {
            OptionValue::Number(number) => hoisted.number(&optimizer.word, &option.to_string(), number),
            OptionValue::Bool(value) => quote!(#value),
        };
        if option == "lr" {
            start = quote!(#kind::new(#value));
        } else {
            options.extend(quote!(.#option(#value)));
        }
    }
    (kind, quote!(#start #options))
}

/// The type behind an optimizer's word.
fn type_name(word: &str) -> &'static str {
    match word {
        "adam" => "Adam",
        "adamw" => "AdamW",
        "rmsprop" => "RmsProp",
        "adagrad" => "Adagrad",
        _ => "Sgd",
    }
}
