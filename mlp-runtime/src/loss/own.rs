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

    fn identity(self) -> (&'static str, String) {
        M::loss().identity()
    }
}

/// Outputs and targets, as they are in regression, of probabilities, of signs, and of large numbers.
const POINTS: [(f64, f64); 8] =
    [(0.25, 1.0), (0.75, 0.0), (0.5, 0.625), (-2.0, 1.0), (3.0, -1.0), (40.0, 4.0), (-1000.0, 1.0), (1e6, 12.0)];

/// A few of a loss's values and derivatives, to six digits: another machine has other last ones.
pub(super) fn some_values(loss: impl Elementwise) -> String {
    let values = POINTS.map(|(y, t)| format!("{:.5e} {:.5e}", loss.value(y, t), loss.derivative(y, t)));
    values.join(" ")
}
