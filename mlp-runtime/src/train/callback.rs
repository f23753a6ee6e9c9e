//! What is called after each epoch, and what it answers.

use std::ops::ControlFlow;

use crate::train::history::Epoch;

pub(super) type Callback<'m, M> = Box<dyn FnMut(&Epoch, &M) -> ControlFlow<()> + Send + 'm>;

/// What a [callback](crate::Trainer::callback) returns: nothing, or whether to go on.
#[diagnostic::on_unimplemented(
    message = "a callback returns nothing or a `ControlFlow`, not `{Self}`",
    label = "end it with `;`, or with `ControlFlow::Continue(())` or `ControlFlow::Break(())`"
)]
pub trait Answer {
    /// Whether to go on.
    fn flow(self) -> ControlFlow<()>;
}

impl Answer for () {
    fn flow(self) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl Answer for ControlFlow<()> {
    fn flow(self) -> ControlFlow<()> {
        self
    }
}
