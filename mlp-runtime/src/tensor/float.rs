//! The two number types a network can be made of, `f32` and `f64`.

use std::fmt::{Debug, Display, LowerExp};
use std::iter::Sum;

use bytemuck::Pod;
use num_traits::{ConstZero, NumAssign};

use crate::{activation, kernel};

/// `f32` or `f64`: the `dtype` of a network. Arithmetic and `exp`, `ln`, `tanh`, … come from [`num_traits::Float`].
///
/// ```
/// use mlp::Float;
///
/// /// Works in `f32` and in `f64`.
/// fn square<T: Float>(x: T) -> T {
///     x * x + T::of(0.0)
/// }
///
/// assert_eq!((square(1.5_f32), square(3.0_f64)), (2.25, 9.0));
/// ```
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

    /// The value of these little-endian bytes; 0 if their number is wrong.
    fn from_le(bytes: &[u8]) -> Self;

    /// The same value, as `f64`.
    fn widen(self) -> f64;

    /// The error function, 2/√π · ∫₀ˣ e^(−t²) dt.
    #[must_use]
    fn erf(self) -> Self;
}

/// x, or a 0 of its sign if x is subnormal: below 1.2e-38 in `f32` or 2.2e-308 in `f64`, too small to matter.
///
/// Most processors are many times slower with subnormal numbers, and weights that decay, or moments of a unit that is
/// never active, would become subnormal and stay so for good. C code sets the processor's flush-to-zero mode
/// (`torch.set_flush_denormal`). Rust must not: it is undefined behavior to run any Rust code in that mode, with
/// `_mm_setcsr` or inline assembly. So what is kept from step to step, or read from a file,
/// is flushed where it is written, on every thread and in every instruction set alike.
#[inline(always)]
pub(crate) fn flush_subnormal<T: Float>(x: T) -> T {
    if x.abs() < T::min_positive_value() { T::zero().copysign(x) } else { x }
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
