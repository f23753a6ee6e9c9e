//! The layers of a network one after another, forwards: for a row, for a batch in prediction, for a batch in training.
//! One call a line.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::layer::kept;
use super::plan::{Kind, Plan, Step, field_name};
use crate::network::NormKind;

/// Which forward pass.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Predict,
    Train,
}

impl Plan<'_> {
    /// One row, from local to local.
    pub(super) fn row(&self) -> TokenStream {
        let mut code = TokenStream::new();
        let value = self.row_steps(&self.steps, quote!(x), &mut code);
        // The last line is the value itself.
        quote!(#code #value)
    }

    /// Adds the lines of some steps; returns the expression of the last one, by value at the end of the network.
    fn row_steps(&self, steps: &[Step<'_>], before: TokenStream, code: &mut TokenStream) -> TokenStream {
        let krate = self.krate;
        let mut before = before;
        let ends = std::ptr::eq(steps, self.steps.as_slice());
        for (i, step) in steps.iter().enumerate() {
            let field = &step.field;
            let value = match &step.kind {
                Kind::Dropout { .. } => continue,
                Kind::Dense { activation, .. } => {
                    let activation = &activation.value;
                    quote!(self.#field.row_in(#before, #activation, set))
                }
                Kind::Norm { activation, epsilon, .. } => {
                    let activation = &activation.value;
                    quote!(self.#field.row(#before, #epsilon, #activation))
                }
                Kind::Standardize => quote!(self.#field.row(#before)),
                Kind::Residual { activation, block, .. } => {
                    let (inside, activation) = (self.row_steps(block, before.clone(), code), &activation.value);
                    quote!(#krate::residual::row(#before, #inside, #activation))
                }
                Kind::Part { .. } => quote!(#krate::part::row(&self.#field, #before, set)),
            };
            if ends && i + 1 == steps.len() {
                return value;
            }
            // The field's name alone could be that of a constant or a unit struct of the user's, and then no variable.
            let local = format_ident!("__{}", field_name(field));
            code.extend(quote!(let #local = #value;));
            before = quote!(&#local);
        }
        before
    }

    /// The forward pass of prediction: nothing random in it, and no batch's statistics.
    pub(super) fn forward(&self) -> TokenStream {
        let mut code = TokenStream::new();
        self.pass(&self.steps, quote!(x), Mode::Predict, &mut code);
        code
    }

    /// The forward pass of training, where it is another.
    pub(super) fn train(&self) -> TokenStream {
        let differs = |step: &&Step<'_>| {
            matches!(step.kind, Kind::Dropout { .. } | Kind::Part { .. } | Kind::Norm { kind: NormKind::Batch, .. })
        };
        let flat = self.flat();
        if !flat.iter().any(differs) {
            return quote!();
        }
        let draws = flat.iter().any(|step| matches!(step.kind, Kind::Dropout { .. } | Kind::Part { .. }));
        let draw = if draws { quote!(draw) } else { quote!(_) };
        let (krate, scalar, input) = (self.krate, self.scalar, &self.input);
        let mut code = TokenStream::new();
        self.pass(&self.steps, quote!(x), Mode::Train, &mut code);
        quote! {
            fn train(&self, x: &[[#scalar; #input]], a: &mut __Activations, #draw: #krate::Draw) {
                #code
            }
        }
    }

    /// Adds the calls of some steps; returns the expression of the last one's values.
    fn pass(&self, steps: &[Step<'_>], before: TokenStream, mode: Mode, code: &mut TokenStream) -> TokenStream {
        let krate = self.krate;
        let mut before = before;
        for step in steps {
            let field = &step.field;
            match &step.kind {
                Kind::Dropout { .. } if mode == Mode::Predict => continue,
                Kind::Dropout { number, rate, .. } => {
                    let number = Literal::u64_unsuffixed(*number);
                    code.extend(quote!(a.#field.forward(#before, #rate, draw, #number);));
                }
                Kind::Dense { activation, .. } => {
                    let activation = &activation.value;
                    let forward = if self.is_last(step) { quote!(forward_last) } else { quote!(forward) };
                    code.extend(quote!(self.#field.#forward(#before, #activation, &mut a.#field);));
                }
                Kind::Norm { kind, activation, epsilon, .. } => {
                    let activation = &activation.value;
                    let trains = mode == Mode::Train && *kind == NormKind::Batch;
                    let forward = if trains { quote!(train) } else { quote!(forward) };
                    code.extend(quote!(self.#field.#forward(#before, #epsilon, #activation, &mut a.#field);));
                }
                Kind::Standardize => code.extend(quote!(self.#field.forward(#before, &mut a.#field);)),
                Kind::Residual { activation, block, .. } => {
                    let inside = self.pass(block, before.clone(), mode, code);
                    let activation = &activation.value;
                    code.extend(quote!(#krate::residual::forward(#before, #inside, #activation, &mut a.#field);));
                }
                Kind::Part { .. } if mode == Mode::Predict => {
                    code.extend(quote!(#krate::part::forward(&self.#field, #before, &mut a.#field);));
                }
                Kind::Part { number, .. } => {
                    let number = Literal::u64_unsuffixed(*number);
                    code.extend(quote!(#krate::part::train(&self.#field, #before, &mut a.#field, draw.part(#number));));
                }
            }
            before = kept(krate, step);
        }
        before
    }
}
