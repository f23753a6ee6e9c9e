//! The function that a trainer calls after each epoch, and what it returns.

use std::ops::ControlFlow;

use crate::train::history::Epoch;

/// The function that a [`Trainer`](crate::Trainer) calls after each epoch, if there is one. `'c` is the lifetime of
/// what the closure borrows, `'static` if it borrows nothing.
///
/// The callback is a type parameter of the trainer and has a lifetime of its own. Dropping a trainer drops the closure;
/// with the network's lifetime, the borrow of the network would have to last until then.
///
/// ```
/// use mlp::optimizer::Sgd;
/// use mlp::prelude::*;
/// use mlp::{Callback, Trainer};
///
/// network! { struct Line; input 1; dense 1; loss mse; }
///
/// /// A struct that keeps a trainer with a callback.
/// struct Job {
///     trainer: Trainer<'static, Line, Sgd, Callback<'static, Line>>,
/// }
///
/// let trainer = Line::init(1).into_trainer().callback(|epoch, _| println!("{}", epoch.loss));
/// let job = Job { trainer };
/// assert!(job.trainer.history().epochs().is_empty());
/// ```
pub struct Callback<'c, M>(Option<Box<Function<'c, M>>>);

type Function<'c, M> = dyn FnMut(&Epoch, &M) -> ControlFlow<()> + Send + 'c;

impl<'c, M> Callback<'c, M> {
    pub(super) const NONE: Self = Self(None);

    pub(super) fn new<A: IntoControlFlow>(mut function: impl FnMut(&Epoch, &M) -> A + Send + 'c) -> Self {
        Self(Some(Box::new(move |epoch, model| function(epoch, model).into_control_flow())))
    }

    /// Calls the function after an epoch, with the current network.
    pub(super) fn call(&mut self, epoch: &Epoch, model: &M) -> ControlFlow<()> {
        self.0.as_mut().map_or(ControlFlow::Continue(()), |function| function(epoch, model))
    }
}

/// What a [callback](crate::Trainer::callback) returns: nothing, or whether to continue.
///
/// ```
/// use std::ops::ControlFlow;
/// # use mlp::prelude::*;
/// # network! { struct Line; input 1; dense 1; loss mse; }
/// # let mut model = Line::init(1);
/// # let train = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![[1.0], [3.0], [5.0]])?;
///
/// Trainer::new(&mut model).callback(|epoch, _| println!("{}", epoch.loss)).fit(&train)?; // nothing
/// Trainer::new(&mut model).callback(|_, _| ControlFlow::Break(())).fit(&train)?; // stops after one epoch
/// # Ok::<(), mlp::Error>(())
/// ```
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

/// For a callback that never returns: `|_, _| todo!()`.
impl IntoControlFlow for Never {
    fn into_control_flow(self) -> ControlFlow<()> {
        self
    }
}

/// The type `!`, which stable Rust allows only as the return type of a function.
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
