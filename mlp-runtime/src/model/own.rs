//! A type that stands for a value of the user's own at the end of a network: an activation, a loss.

use std::fmt;
use std::marker::PhantomData;

/// What the user's path in the description of the network `M` gives, as a type that has a name.
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
