//! The user's own loss of a network, `loss crate::Quantile(0.9);`.

use std::fmt;
use std::marker::PhantomData;

use super::Elementwise;
use crate::Float;

/// Has a loss of the user's own. Generated code implements it, so that the user's path stands in one place only and a
/// misspelling is one error.
pub trait OwnLoss: Send + Sync + 'static {
    /// The user's value.
    fn loss() -> impl Elementwise;
}

/// The own loss of the network `M`, as a type that has a name.
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

impl<M: OwnLoss> Elementwise for Own<M> {
    #[inline(always)]
    fn value<T: Float>(self, y: T, t: T) -> T {
        M::loss().value(y, t)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T, t: T) -> T {
        M::loss().derivative(y, t)
    }
}
