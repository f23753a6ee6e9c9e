//! Rectifiers: activations that are linear for positive z, with derivatives that only need the output.
//!
//! ε is the distance from 1 to the next number, 1.2e-7 in `f32` and 2.2e-16 in `f64`. The errors stated are the largest
//! over the whole range of the type, including infinities. If the output is so close to its limit that it no longer
//! determines z, the error of the derivative is only small relative to its maximum, as in PyTorch.

use super::{Elementwise, Needs, elementary};
use crate::Float;
use crate::kernel::Arithmetic;

/// The rectified linear unit, y = max(0, z), exactly; its derivative at 0 is 0, and of NaN NaN.
///
/// ```
/// use mlp::activation::{Elementwise, relu};
///
/// assert_eq!((relu.value(-2.0), relu.value(3.0)), (0.0, 3.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "ReLU")]
pub struct relu;

impl Elementwise for relu {
    const NEEDS: Needs = Needs::Output;
    const RECTIFIES: bool = true;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        // Written so that NaN stays NaN: NaN weights must not go unnoticed.
        if z < T::zero() { T::zero() } else { z }
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        // 0 times y, so that NaN stays NaN here too.
        if y > T::zero() { T::one() } else { T::zero() * y }
    }
}

/// y = z for z > 0, slope·z below; its derivative at 0 is the slope, which is not negative (He's rectifier, 2015).
///
/// The relative error of y is at most ε.
///
/// ```
/// use mlp::activation::{Elementwise, leaky_relu};
///
/// assert_eq!((leaky_relu(0.25).value(-2.0), leaky_relu(0.25).value(3.0)), (-0.5, 3.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "LeakyReLU")]
pub struct leaky_relu(
    /// The slope for negative z; PyTorch's default is 0.01.
    pub f64,
);

impl Elementwise for leaky_relu {
    const NEEDS: Needs = Needs::Output;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        if z > T::zero() { z } else { T::of(self.0) * z }
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        let slope = if y.is_nan() { y } else { T::of(self.0) };
        if y > T::zero() { T::one() } else { slope }
    }
}

/// The exponential linear unit, y = z for z > 0, α·(e^z − 1) below; its derivative at 0 is α (Clevert, 2015).
///
/// The relative error of y is at most 3 ε, the error of dy/dz at most 3 ε·max(1, α).
///
/// ```
/// use mlp::activation::{Elementwise, elu};
///
/// assert_eq!(elu(1.0).value(3.0), 3.0);
/// assert!((elu(1.0).value(-1.0_f64) - (-1.0_f64).exp_m1()).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "ELU")]
pub struct elu(
    /// α, the depth for very negative z.
    pub f64,
);

impl Elementwise for elu {
    const NEEDS: Needs = Needs::Output;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        if z > T::zero() { z } else { T::of(self.0) * elementary::exp_m1(z, a) }
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        if y > T::zero() { T::one() } else { y + T::of(self.0) }
    }
}

/// The self-normalizing unit, λ·elu with α = 1.67326…, λ = 1.05070… (Klambauer, 2017).
///
/// The relative error of y is at most 4 ε, the error of dy/dz at most 6 ε.
///
/// ```
/// use mlp::activation::{Elementwise, selu};
///
/// assert!((selu.value(1.0_f64) - 1.0507009873554805).abs() < 1e-15); // λ
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "SELU")]
pub struct selu;

impl selu {
    const ALPHA: f64 = 1.673_263_242_354_377_2;
    const SCALE: f64 = 1.050_700_987_355_480_5;
}

impl Elementwise for selu {
    const NEEDS: Needs = Needs::Output;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        T::of(Self::SCALE) * elu(Self::ALPHA).value_in(z, a)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        if y > T::zero() { T::of(Self::SCALE) } else { y + T::of(Self::SCALE * Self::ALPHA) }
    }
}
