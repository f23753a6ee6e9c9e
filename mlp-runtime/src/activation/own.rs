//! The user's own activation at the end of a network, `dense 1 crate::Sine;`.

use super::{Activation, Needs};
use crate::Row;
use crate::kernel::Arithmetic;
pub use crate::model::own::Own;

/// Ends in an activation of the user's own. Generated code implements it, so that the user's path appears in one place
/// only and a misspelling is one error.
pub trait OwnActivation: Send + Sync + 'static {
    /// The user's value.
    fn activation() -> impl Activation;
}

impl<M: OwnActivation> Activation for Own<M> {
    const KEEPS: Needs = keeps(M::activation);
    const SOFTMAX: bool = softmax(M::activation);

    #[inline(always)]
    fn forward<R: Row>(self, row: &mut R) {
        M::activation().forward(row);
    }

    #[inline(always)]
    fn backward<R: Row>(self, kept: &R, delta: &mut R) {
        M::activation().backward(kept, delta);
    }

    #[inline(always)]
    fn forward_in<R: Row>(self, row: &mut R, arithmetic: impl Arithmetic) {
        M::activation().forward_in(row, arithmetic);
    }

    #[inline(always)]
    fn backward_in<R: Row>(self, kept: &R, delta: &mut R, arithmetic: impl Arithmetic) {
        M::activation().backward_in(kept, delta, arithmetic);
    }

    #[inline(always)]
    fn forward_rows<R: Row>(self, rows: &mut [R], arithmetic: impl Arithmetic) {
        M::activation().forward_rows(rows, arithmetic);
    }

    #[inline(always)]
    fn backward_rows<R: Row>(self, kept: &[R], delta: &mut [R], arithmetic: impl Arithmetic) {
        M::activation().backward_rows(kept, delta, arithmetic);
    }
}

/// What the activation that a function returns keeps.
const fn keeps<A: Activation>(_: fn() -> A) -> Needs {
    A::KEEPS
}

/// Whether its outputs depend on each other.
const fn softmax<A: Activation>(_: fn() -> A) -> bool {
    A::SOFTMAX
}
