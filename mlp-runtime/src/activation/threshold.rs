//! The threshold of the perceptron.

use super::{Activation, From};
use crate::{Float, Row};

/// y = 1 for z ≥ 0, else 0. It has no derivative to learn by: only the perceptron's rule, `loss perceptron`, trains it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct step;

impl Activation for step {
    const KEEPS: From = From::Output;

    #[inline(always)]
    fn forward<R: Row>(self, row: &mut R) {
        for z in row.as_mut_slice() {
            *z = R::Scalar::of(if z.widen() >= 0.0 { 1.0 } else { 0.0 });
        }
    }

    /// 0: whatever comes before a threshold learns nothing.
    #[inline(always)]
    fn backward<R: Row>(self, _: &R, delta: &mut R) {
        delta.as_mut_slice().fill(num_traits::ConstZero::ZERO);
    }
}
