//! The layers of a network one after another, backwards: the forward pass of training read upwards, one call a line.
//!
//! Each step puts the gradient of the values before it where they belong; what works in place (dropout, standardize)
//! changes that gradient. Then comes the derivative of the activation before it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::layer::{delta, kept};
use super::plan::{Kind, Plan, Step, part};

/// Makes the call of a dense layer, from its field, the values before it, and where their gradient goes.
type DenseCall<'c> = dyn Fn(&Ident, &TokenStream, TokenStream) -> TokenStream + 'c;

/// One call; where it puts the gradient of the network's input, it gives the place back for the next to use.
struct Line {
    call: TokenStream,
    gives_input: bool,
}

/// What comes before some steps.
#[derive(Clone)]
enum Before<'s, 'a> {
    /// The network's input.
    Input,
    /// A step, which may itself work in place on what `Before` it comes.
    Step(&'s Step<'a>, Box<Before<'s, 'a>>),
}

impl<'a> Plan<'a> {
    pub(super) fn backward(&self) -> TokenStream {
        self.upwards(|field, x, into| quote!(self.#field.backward(#x, &d.#field, &mut gradient.#field, #into)))
    }

    /// The same with each layer's update in it, where all that learns are dense layers whose gradient no penalty needs.
    pub(super) fn descend(&self) -> TokenStream {
        let descends = |step: &&Step<'_>| match &step.kind {
            Kind::Dense { penalty, .. } => penalty.is_none(),
            Kind::Dropout { .. } | Kind::Residual { .. } | Kind::Standardize => true,
            Kind::Norm { .. } | Kind::Part { .. } => false,
        };
        if !self.flat().iter().all(descends) {
            return quote!();
        }
        let (krate, scalar, input) = (self.krate, self.scalar, &self.input);
        let code = self.upwards(|field, x, into| {
            let moments = quote!(moments.each_mut().map(|network| &mut network.#field));
            quote!(self.#field.descend(#x, &d.#field, rule, #moments, #into))
        });
        quote! {
            const DESCENDS: bool = true;

            fn descend<__R: #krate::optimizer::Rule<#scalar, __K>, const __K: usize>(
                &mut self,
                x: &[[#scalar; #input]],
                a: &__Activations,
                d: &mut __Deltas,
                rule: __R,
                mut moments: [&mut Self; __K],
                input: #krate::InputDelta<'_, [#scalar; #input]>,
            ) {
                #code
            }
        }
    }

    /// The calls from the last layer to the first; `dense` is given a layer's field, the values before it, and where
    /// their gradient goes.
    fn upwards(&self, dense: impl Fn(&Ident, &TokenStream, TokenStream) -> TokenStream) -> TokenStream {
        let mut code = Vec::new();
        self.backward_steps(&self.steps, &Before::Input, &dense, &mut code);
        let last = code.iter().rposition(|line| line.gives_input);
        let lines = code.iter().enumerate().map(|(i, Line { call, gives_input })| {
            if *gives_input && Some(i) != last { quote!(let input = #call;) } else { quote!(#call;) }
        });
        lines.collect()
    }

    fn backward_steps<'s>(
        &self,
        steps: &'s [Step<'a>],
        outside: &Before<'s, 'a>,
        dense: &DenseCall<'_>,
        code: &mut Vec<Line>,
    ) {
        for (i, step) in steps.iter().enumerate().rev() {
            let before = self.before(steps.get(..i).unwrap_or_default(), outside);
            self.backward_step(step, &before, dense, code);
            if let Some(earlier) = i.checked_sub(1).and_then(|i| steps.get(i)) {
                code.extend(self.derivative(earlier));
            }
        }
    }

    /// The steps of a list up to here, as a chain.
    fn before<'s>(&self, earlier: &'s [Step<'a>], outside: &Before<'s, 'a>) -> Before<'s, 'a> {
        match earlier.split_last() {
            None => outside.clone(),
            Some((last, rest)) => Before::Step(last, Box::new(self.before(rest, outside))),
        }
    }

    fn backward_step<'s>(
        &self,
        step: &'s Step<'a>,
        before: &Before<'s, 'a>,
        dense: &DenseCall<'_>,
        code: &mut Vec<Line>,
    ) {
        let (krate, field, x) = (self.krate, &step.field, self.values(before));
        match &step.kind {
            Kind::Dense { .. } => code.push(self.call_into(before, |into| dense(field, &x, into))),
            Kind::Norm { .. } => code.push(self.call_into(before, |into| {
                quote!(self.#field.backward(&a.#field, &d.#field, &mut gradient.#field, #into))
            })),
            Kind::Dropout { .. } => code.push(self.call_into(before, |into| quote!(a.#field.backward(#into)))),
            Kind::Standardize => code.push(self.call_into(before, |into| quote!(self.#field.backward(#into)))),
            Kind::Part { .. } => code.push(self.call_into(before, |into| {
                quote!(#krate::part::backward(&self.#field, #x, &a.#field, &mut d.#field, &mut gradient.#field, #into))
            })),
            Kind::Residual { block, .. } => {
                let end = self.before(block, before);
                let into = self.place(&end);
                code.push(Line { call: quote!(#krate::residual::enter(&d.#field, #into)), gives_input: false });
                if let Some(last) = block.last() {
                    code.extend(self.derivative(last));
                }
                self.backward_steps(block, before, dense, code);
                code.push(self.call_into(before, |into| quote!(#krate::residual::leave(&d.#field, #into))));
            }
        }
    }

    /// A call that puts the gradient of the values before it where it belongs; the input's is handed on.
    fn call_into(&self, before: &Before<'_, 'a>, call: impl Fn(TokenStream) -> TokenStream) -> Line {
        Line { call: call(self.place(before)), gives_input: reaches_input(before) }
    }

    /// Where the gradient of what comes before goes.
    fn place(&self, before: &Before<'_, 'a>) -> TokenStream {
        match before {
            Before::Input => quote!(input),
            Before::Step(step, earlier) if step.in_place() => self.place(earlier),
            Before::Step(step, _) => delta(self.krate, step),
        }
    }

    /// The values that come before, as rows.
    fn values(&self, before: &Before<'_, 'a>) -> TokenStream {
        match before {
            Before::Input => quote!(x),
            Before::Step(step, _) => kept(self.krate, step),
        }
    }

    /// From the gradient of a step's values to that of its pre-activations; for the last step the loss has done that.
    fn derivative(&self, step: &Step<'a>) -> Option<Line> {
        let krate = self.krate;
        let value = match &step.kind {
            Kind::Dense { activation, .. } | Kind::Norm { activation, .. } | Kind::Residual { activation, .. } => {
                if activation.linear() {
                    return None;
                }
                activation.value.clone()
            }
            Kind::Part { path, .. } => {
                let part = part(krate, path);
                quote!(#part::last())
            }
            Kind::Dropout { .. } | Kind::Standardize => return None,
        };
        let (kept, delta) = (kept(krate, step), delta(krate, step));
        Some(Line { call: quote!(#krate::activation::backward(#value, #kept, #delta)), gives_input: false })
    }
}

/// Whether the gradient of what comes before is the input's.
fn reaches_input(before: &Before<'_, '_>) -> bool {
    match before {
        Before::Input => true,
        Before::Step(step, earlier) => step.in_place() && reaches_input(earlier),
    }
}
