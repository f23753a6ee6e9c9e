//! The network of a trainer, borrowed or owned.

use std::ops::{Deref, DerefMut};

pub(super) enum Held<'m, M> {
    Borrowed(&'m mut M),
    Owned(M),
}

impl<M> Deref for Held<'_, M> {
    type Target = M;

    #[inline]
    fn deref(&self) -> &M {
        match self {
            Self::Borrowed(model) => model,
            Self::Owned(model) => model,
        }
    }
}

impl<M> DerefMut for Held<'_, M> {
    #[inline]
    fn deref_mut(&mut self) -> &mut M {
        match self {
            Self::Borrowed(model) => model,
            Self::Owned(model) => model,
        }
    }
}
