//! The user's own activation at the end of a network, `dense 1 crate::Sine;`.

use std::fmt;
use std::marker::PhantomData;

use super::{Activation, From};
use crate::Row;

/// Ends in an activation of the user's own. Generated code implements it, so that the user's path stands in one place only
/// and a misspelling is one error.
pub trait OwnActivation: Send + Sync + 'static {
    /// The user's value.
    fn activation() -> impl Activation;
}

/// The own activation at the end of the network `M`, as a type that has a name.
pub struct Own<M>(PhantomData<M>);

impl<M> Own<M> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

impl<M> Clone for Own<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Own<M> {}

impl<M> fmt::Debug for Own<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Own")
    }
}

impl<M: OwnActivation> Activation for Own<M> {
    const KEEPS: From = keeps(M::activation);

    #[inline(always)]
    fn forward<R: Row>(self, row: &mut R) {
        M::activation().forward(row);
    }

    #[inline(always)]
    fn backward<R: Row>(self, kept: &R, delta: &mut R) {
        M::activation().backward(kept, delta);
    }
}

/// What the activation that a function returns keeps.
const fn keeps<A: Activation>(_: fn() -> A) -> From {
    A::KEEPS
}
