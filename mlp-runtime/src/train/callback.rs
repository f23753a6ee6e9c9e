//! What is called after each epoch, and what it answers.

use std::ops::ControlFlow;

use crate::train::history::Epoch;

/// What a [`Trainer`](crate::Trainer) calls after each epoch, if anything. `'c` is how long it may be called; of a closure
/// that borrows nothing that is `'static`.
///
/// It is a parameter of the trainer's type with a lifetime of its own, not that of the network: dropping a trainer
/// drops the closure, which must not need the network's borrow to last until then.
pub struct Callback<'c, M>(Option<Box<Function<'c, M>>>);

type Function<'c, M> = dyn FnMut(&Epoch, &M) -> ControlFlow<()> + Send + 'c;

impl<'c, M> Callback<'c, M> {
    pub(super) const NONE: Self = Self(None);

    pub(super) fn new<A: IntoControlFlow>(mut function: impl FnMut(&Epoch, &M) -> A + Send + 'c) -> Self {
        Self(Some(Box::new(move |epoch, model| function(epoch, model).into_control_flow())))
    }

    /// After an epoch, with the network as it is then.
    pub(super) fn call(&mut self, epoch: &Epoch, model: &M) -> ControlFlow<()> {
        self.0.as_mut().map_or(ControlFlow::Continue(()), |function| function(epoch, model))
    }
}

/// What a [callback](crate::Trainer::callback) returns: nothing, or whether to continue.
#[diagnostic::on_unimplemented(
    message = "a callback returns nothing or a `ControlFlow`, not `{Self}`",
    label = "end it with `;`, or with `ControlFlow::Continue(())` or `ControlFlow::Break(())`"
)]
pub trait IntoControlFlow: sealed::Sealed {
    /// Whether to continue.
    fn into_control_flow(self) -> ControlFlow<()>;
}

impl IntoControlFlow for () {
    fn into_control_flow(self) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl IntoControlFlow for ControlFlow<()> {
    fn into_control_flow(self) -> ControlFlow<()> {
        self
    }
}

/// Of a callback that never returns: `|_, _| todo!()`.
impl IntoControlFlow for Never {
    fn into_control_flow(self) -> ControlFlow<()> {
        self
    }
}

/// `!`, which stable Rust writes only where a function returns it.
type Never = <fn() -> ! as Returns>::Type;

#[doc(hidden)]
pub trait Returns {
    type Type;
}

impl<T> Returns for fn() -> T {
    type Type = T;
}

mod sealed {
    use std::ops::ControlFlow;

    pub trait Sealed {}
    impl Sealed for () {}
    impl Sealed for ControlFlow<()> {}
    impl Sealed for super::Never {}
}
