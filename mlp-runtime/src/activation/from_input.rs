//! Activations that are not monotonic: their output does not tell their derivative, so a layer keeps the input too.

use super::{Elementwise, From, elementary};
use crate::Float;
use crate::kernel::Arithmetic;

/// The Gaussian error linear unit in its exact form, y = z·Φ(z) with Φ(z) = (1 + erf(z/√2)) / 2 (Hendrycks, 2016).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct gelu;

impl Elementwise for gelu {
    const FROM: From = From::Input;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        z * elementary::normal(z, a)
    }

    unfused!(derivative);

    /// Φ(z) + z·φ(z), φ the density e^(−z²/2) / √(2π).
    #[inline(always)]
    fn derivative_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let density =
            elementary::bell(z, a) * T::of(0.5 * std::f64::consts::FRAC_1_SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI);
        elementary::normal(z, a) + z * density
    }
}

/// y = z·σ(z), also called swish (Elfwing, 2017); dy/dz = σ(z)·(1 + z·(1 − σ(z))).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct silu;

impl Elementwise for silu {
    const FROM: From = From::Input;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        z * elementary::sigmoid(z, a)
    }

    unfused!(derivative);

    #[inline(always)]
    fn derivative_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let s = elementary::sigmoid(z, a);
        s * (T::one() + z * (T::one() - s))
    }
}

/// y = z·tanh(softplus(z)) (Misra, 2019); dy/dz = t + z·σ(z)·(1 − t²) with t = tanh(softplus(z)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct mish;

impl mish {
    /// tanh(ln(1 + e^z)) = n / (n + 2) with n = e^z·(e^z + 2).
    #[inline(always)]
    fn gate<T: Float>(z: T, a: impl Arithmetic) -> T {
        let two = T::of(2.0);
        // From 20 on the quotient is 1, and e^2z must not overflow.
        let e = elementary::exp(if z > T::of(20.0) { T::of(20.0) } else { z }, a);
        let n = e * (e + two);
        n / (n + two)
    }
}

impl Elementwise for mish {
    const FROM: From = From::Input;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        z * Self::gate(z, a)
    }

    unfused!(derivative);

    #[inline(always)]
    fn derivative_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let t = Self::gate(z, a);
        t + z * elementary::sigmoid(z, a) * (T::one() - t * t)
    }
}
