//! The bound of [`Trainer::new`](crate::Trainer::new): without a loss, one error, at the network.
//!
//! A trainer's type needs a loss too. With `M: Trainable` on `new`, rustc says so at the argument, at the call, and at
//! each method called on the trainer. Here the trainer's network is a projection of the argument's type, unknown
//! without a loss, and rustc does not report what follows from an unknown type.

use crate::model::trainable::Trainable;

/// A network whose description has a `loss`: every [`Trainable`], and nothing else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no loss, so it cannot be trained or evaluated",
    label = "add `loss …;` to the description of `{Self}`"
)]
pub trait HasLoss {
    /// The network's own type.
    type Model: Trainable;

    #[doc(hidden)]
    fn itself(&mut self) -> &mut Self::Model;
}

#[diagnostic::do_not_recommend]
impl<M: Trainable> HasLoss for M {
    // Not `M`: rustc would know it without a loss.
    type Model = <M::Loss as Of<M>>::Model;

    fn itself(&mut self) -> &mut Self::Model {
        self
    }
}

/// A loss of a network.
pub trait Of<M> {
    type Model;
}

impl<L, M> Of<M> for L {
    type Model = M;
}
