//! The layers of a network one after another, one call a line: forwards for a row, for a batch in prediction and in
//! training, and backwards, which is the forward pass of training read upwards.
//!
//! On the way back each step puts the gradient of the values before it where they belong; what works in place (dropout,
//! standardize) changes that gradient. Then comes the derivative of the activation before it.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::local;
use super::plan::{Plan, Step};

/// Which forward pass.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Predict,
    Train,
}

impl Plan<'_> {
    /// One row, from local to local.
    pub(super) fn row(&self) -> TokenStream {
        let mut row = Row { lines: TokenStream::new() };
        let value = row.steps(&self.steps, quote!(__x));
        // The last line is the value itself.
        let lines = row.lines;
        quote!(#lines #value)
    }

    /// The forward pass of prediction: nothing random in it, and no batch's statistics.
    pub(super) fn forward(&self) -> TokenStream {
        forward(&self.steps, &quote!(__x), Mode::Predict).0
    }

    /// The forward pass of training, where it is another.
    pub(super) fn train(&self) -> TokenStream {
        let flat = self.flat();
        if !flat.iter().any(|step| step.layer.trains_apart()) {
            return quote!();
        }
        let draw = if flat.iter().any(|step| step.layer.draws()) { quote!(__draw) } else { quote!(_) };
        let private = &self.paths.private;
        let lines = forward(&self.steps, &quote!(__x), Mode::Train).0;
        quote! {
            fn train(&self, __x: &[Self::Input], __a: &mut Self::Activations, #draw: #private::Draw) {
                #lines
            }
        }
    }

    pub(super) fn backward(&self) -> TokenStream {
        self.upwards(false)
    }

    /// The same with each layer's update in it, where all that learns are dense layers whose gradient no penalty needs.
    pub(super) fn descend(&self) -> TokenStream {
        if !self.flat().iter().all(|step| step.layer.descends()) {
            return quote!();
        }
        let private = &self.paths.private;
        let lines = self.upwards(true);
        quote! {
            const DESCENDS: ::core::primitive::bool = true;

            fn descend<__R: #private::Rule<Self::Scalar, __K>, const __K: ::core::primitive::usize>(
                &mut self,
                __x: &[Self::Input],
                __a: &Self::Activations,
                __d: &mut Self::Deltas,
                __rule: __R,
                mut __moments: [&mut Self; __K],
                __input: #private::InputDelta<'_, Self::Input>,
            ) {
                #lines
            }
        }
    }

    /// The calls from the last layer to the first.
    fn upwards(&self, descends: bool) -> TokenStream {
        let mut backward = Backward { descends, lines: Vec::new() };
        backward.steps(&self.steps);
        let lines = backward.lines;
        let last = lines.iter().rposition(|line| line.gives_input);
        let lines = lines.iter().enumerate().map(|(i, Line { call, gives_input })| {
            if *gives_input && Some(i) != last { quote!(let __input = #call;) } else { quote!(#call;) }
        });
        lines.collect()
    }
}

/// The lines of the forward steps, and the rows that the last one returns.
pub(super) fn forward(steps: &[Step<'_>], x: &TokenStream, mode: Mode) -> (TokenStream, TokenStream) {
    let lines = steps.iter().map(|step| step.layer.forward(step, mode)).collect();
    let last = steps.iter().rfind(|step| mode == Mode::Train || step.layer.predicts());
    (lines, last.map_or_else(|| x.clone(), |last| last.layer.values(last)))
}

/// Prediction of one row.
pub(super) struct Row {
    lines: TokenStream,
}

impl Row {
    /// Adds the lines of some steps; returns the expression of the last one, at the end of a network by value.
    pub(super) fn steps(&mut self, steps: &[Step<'_>], x: TokenStream) -> TokenStream {
        let mut x = x;
        for step in steps {
            let Some(value) = step.layer.row(step, &x, self) else { continue };
            if step.last {
                return value;
            }
            let row = local(&step.field, "row");
            self.lines.extend(quote!(let #row = #value;));
            x = quote!(&#row);
        }
        x
    }
}

/// The way back.
pub(super) struct Backward {
    /// Whether each layer is updated on the way.
    pub(super) descends: bool,
    lines: Vec<Line>,
}

/// One call. If it writes the gradient of the network's input, it returns the buffer for the next call.
struct Line {
    call: TokenStream,
    gives_input: bool,
}

impl Backward {
    /// Some steps from the last to the first; the derivative of the last one's activation has been taken before.
    pub(super) fn steps(&mut self, steps: &[Step<'_>]) {
        for (i, step) in steps.iter().enumerate().rev() {
            step.layer.backward(step, self);
            if let Some(earlier) = i.checked_sub(1).and_then(|i| steps.get(i)) {
                self.derivative(earlier);
            }
        }
    }

    /// A call that puts the gradient of the values before `step` where it belongs.
    pub(super) fn deliver(&mut self, step: &Step<'_>, call: TokenStream) {
        self.lines.push(Line { call, gives_input: step.reaches_input });
    }

    /// Any other call.
    pub(super) fn call(&mut self, call: TokenStream) {
        self.lines.push(Line { call, gives_input: false });
    }

    /// From the gradient of a step's values to that of its pre-activations; for the last step the loss has done that.
    pub(super) fn derivative(&mut self, step: &Step<'_>) {
        let (Some(activation), Some(delta)) = (step.layer.derivative(step), step.layer.place(step)) else { return };
        let (private, kept) = (&step.paths.private, step.layer.values(step));
        self.call(quote!(#private::activation::backward(#activation, #kept, #delta)));
    }
}
