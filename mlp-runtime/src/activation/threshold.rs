//! The threshold of the perceptron.

use super::{Activation, Needs};
use crate::{Float, Row};

/// y = 1 for z ≥ 0, otherwise 0; NaN stays NaN. It has no useful derivative, so only the perceptron rule,
/// `loss perceptron`, can train it.
///
/// ```
/// use mlp::activation::{Activation, step};
///
/// let mut row = [-0.1, 0.0, 2.0];
/// step.forward(&mut row);
/// assert_eq!(row, [0.0, 1.0, 1.0]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("heaviside", "Threshold"))]
pub struct step;

impl Activation for step {
    const KEEPS: Needs = Needs::Output;

    #[inline(always)]
    fn forward<R: Row>(self, row: &mut R) {
        for z in row.as_mut_slice() {
            if !z.widen().is_nan() {
                *z = R::Scalar::of(if z.widen() >= 0.0 { 1.0 } else { 0.0 });
            }
        }
    }

    /// 0, or NaN where the output is: layers before a threshold learn nothing.
    #[inline(always)]
    fn backward<R: Row>(self, y: &R, delta: &mut R) {
        for (delta, y) in delta.as_mut_slice().iter_mut().zip(y.as_slice()) {
            *delta = R::Scalar::of(0.0) * *y;
        }
    }
}
