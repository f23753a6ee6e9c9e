//! The two number types a network can be made of, `f32` and `f64`.

use std::fmt::{Debug, Display, LowerExp};
use std::iter::Sum;

use bytemuck::Pod;
use num_traits::{ConstZero, NumAssign};

use crate::{activation, kernel};

/// `f32` or `f64`: the `dtype` of a network. Arithmetic and `exp`, `ln`, `tanh`, … come from [`num_traits::Float`].
#[diagnostic::on_unimplemented(
    message = "networks do not compute with `{Self}`",
    label = "convert the numbers to `f32` or `f64`, `f32::from(x)`; in code for both, write `T: mlp::Float`"
)]
pub trait Float:
    num_traits::Float
    + ConstZero
    + Pod
    + NumAssign
    + Sum
    + Default
    + Debug
    + Display
    + LowerExp
    + Send
    + Sync
    + kernel::Scalar
    + activation::Elementary
    + sealed::Sealed
    + 'static
{
    /// The word of the language: `f32` or `f64`.
    const NAME: &'static str;

    /// The nearest value of this type.
    fn of(value: f64) -> Self;

    /// The value of these bytes, the lowest first; 0 if they are not as many as the type has.
    fn from_le(bytes: &[u8]) -> Self;

    /// The same value, as `f64`.
    fn widen(self) -> f64;

    /// The error function, 2/√π · ∫₀ˣ e^(−t²) dt.
    #[must_use]
    fn erf(self) -> Self;
}

impl Float for f32 {
    const NAME: &'static str = "f32";

    #[allow(clippy::cast_possible_truncation)] // rounding to the nearest is what is asked for
    #[inline(always)]
    fn of(value: f64) -> Self {
        value as f32
    }

    #[inline]
    fn from_le(bytes: &[u8]) -> Self {
        bytes.try_into().map_or(0.0, Self::from_le_bytes)
    }

    #[inline(always)]
    fn widen(self) -> f64 {
        f64::from(self)
    }

    #[inline]
    fn erf(self) -> Self {
        libm::erff(self)
    }
}

impl Float for f64 {
    const NAME: &'static str = "f64";

    #[inline(always)]
    fn of(value: f64) -> Self {
        value
    }

    #[inline]
    fn from_le(bytes: &[u8]) -> Self {
        bytes.try_into().map_or(0.0, Self::from_le_bytes)
    }

    #[inline(always)]
    fn widen(self) -> f64 {
        self
    }

    #[inline]
    fn erf(self) -> Self {
        libm::erf(self)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}
