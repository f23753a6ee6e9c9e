//! Activations that are not monotonic: their output does not tell their derivative, so a layer keeps the input too.

use super::{Elementwise, From, sigmoid, softplus};
use crate::Float;

/// The Gaussian error linear unit in its exact form, y = z·Φ(z) with Φ(z) = (1 + erf(z/√2)) / 2 (Hendrycks, 2016).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct gelu;

impl gelu {
    /// Φ, the distribution function of the standard normal.
    #[inline(always)]
    fn normal<T: Float>(z: T) -> T {
        T::of(0.5) * (T::one() + (z * T::of(std::f64::consts::FRAC_1_SQRT_2)).erf())
    }
}

impl Elementwise for gelu {
    const FROM: From = From::Input;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        z * Self::normal(z)
    }

    /// Φ(z) + z·φ(z), φ the density e^(−z²/2) / √(2π).
    #[inline(always)]
    fn derivative<T: Float>(self, z: T) -> T {
        let density = (T::of(-0.5) * z * z).exp()
            * T::of(0.5 * std::f64::consts::FRAC_1_SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI);
        Self::normal(z) + z * density
    }
}

/// y = z·σ(z), also called swish (Elfwing, 2017); dy/dz = σ(z)·(1 + z·(1 − σ(z))).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct silu;

impl Elementwise for silu {
    const FROM: From = From::Input;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        z * sigmoid.value(z)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, z: T) -> T {
        let s = sigmoid.value(z);
        s * (T::one() + z * (T::one() - s))
    }
}

/// y = z·tanh(softplus(z)) (Misra, 2019); dy/dz = t + z·σ(z)·(1 − t²) with t = tanh(softplus(z)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct mish;

impl Elementwise for mish {
    const FROM: From = From::Input;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        z * softplus.value(z).tanh()
    }

    #[inline(always)]
    fn derivative<T: Float>(self, z: T) -> T {
        let t = softplus.value(z).tanh();
        t + z * sigmoid.value(z) * (T::one() - t * t)
    }
}
