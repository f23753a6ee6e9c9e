//! The user's own loss of a network, `loss crate::Quantile(0.9);`.

use super::Elementwise;
use crate::Float;
pub use crate::model::own::Own;

/// Has a loss of the user's own. Generated code implements it, so that the user's path appears only once and a
/// misspelling is one error.
pub trait OwnLoss: Send + Sync + 'static {
    /// The user's value.
    fn loss() -> impl Elementwise;
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
