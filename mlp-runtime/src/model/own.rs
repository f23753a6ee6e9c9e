//! A type that represents the user's own activation or loss at the end of a network.

use std::fmt;
use std::marker::PhantomData;

/// A nameable stand-in for the user's own activation or loss in the network `M`, which is otherwise only an
/// `impl Trait`.
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
