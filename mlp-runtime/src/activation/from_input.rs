//! Activations that are not monotonic: their output does not determine their derivative, so a layer keeps the input
//! too.
//!
//! ε is the distance from 1 to the next number, 1.2e-7 in `f32` and 2.2e-16 in `f64`. The errors stated are the largest
//! over the whole range of the type, infinities included, where PyTorch's three give NaN.

use super::elementary::{self, Decay};
use super::{Elementwise, Needs};
use crate::Float;
use crate::kernel::Arithmetic;

/// The Gaussian error linear unit in its exact form, y = z·Φ(z) with Φ(z) = (1 + erf(z/√2)) / 2 (Hendrycks, 2016).
///
/// The relative error of y is at most 8 ε; the error of dy/dz is at most 8 ε·max(|dy/dz|, 1/10), since it crosses 0 at
/// −0.75. y(−∞) = 0, and dy/dz is 0 and 1 at the ends.
///
/// ```
/// use mlp::activation::{Elementwise, gelu};
///
/// let y: f64 = gelu.value(1.0); // Φ(1) = 0.8413…
/// assert!((y - 0.841344746068543).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "GELU")]
pub struct gelu;

impl Elementwise for gelu {
    const NEEDS: Needs = Needs::Input;

    unfused!(value);

    /// max(0, z) − |z|·Φ(−|z|).
    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let x = elementary::magnitude(z, T::BELL_END);
        let positive = if z > T::zero() { z } else { T::zero() };
        positive - x * elementary::mills(x, a) * elementary::bell(x, a)
    }

    unfused!(derivative);

    /// Φ(z) + z·φ(z), φ the density e^(−z²/2) / √(2π): with r Mills' ratio Φ(−|z|) / e^(−z²/2), it is
    /// e^(−z²/2)·(|z|/√(2π) − r), added to 1 for positive z and subtracted from 0 for negative z.
    #[inline(always)]
    fn derivative_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let x = elementary::magnitude(z, T::BELL_END);
        let density = T::of(0.5 * std::f64::consts::FRAC_1_SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI);
        let tail = elementary::bell(x, a) * a.fused(x, density, -elementary::mills(x, a));
        if z > T::zero() { T::one() + tail } else { -tail }
    }
}

/// y = z·σ(z), also called swish (Elfwing, 2017); dy/dz = σ(z)·(1 + z·(1 − σ(z))).
///
/// The relative error of y is at most 4 ε; the error of dy/dz is at most 4 ε·max(|dy/dz|, 1/10), since it crosses 0 at
/// −1.28. y(−∞) = 0, and dy/dz is 0 and 1 at the ends.
///
/// ```
/// use mlp::activation::{Elementwise, silu};
///
/// let y: f64 = silu.value(1.0);
/// assert!((y - 1.0 / (1.0 + (-1.0_f64).exp())).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("SiLU", "swish"))]
pub struct silu;

impl Elementwise for silu {
    const NEEDS: Needs = Needs::Input;

    unfused!(value);

    /// With e = e^(−|z|), z / (1 + e) for positive z and z·e / (1 + e) for negative z.
    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let x = elementary::magnitude(z, T::TAIL_END);
        let decay = Decay::new(x, a);
        let (one, positive) = (T::one(), z > T::zero());
        let y = if positive { z } else { -x } / (one + decay.value());
        if positive { y } else { decay.times(y) }
    }

    unfused!(derivative);

    /// With e = e^(−|z|) and s = 1 / (1 + e), s·(1 + z·e·s) for positive z and e·s·(1 + z·s) for negative z.
    #[inline(always)]
    fn derivative_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let x = elementary::magnitude(z, T::TAIL_END);
        let decay = Decay::new(x, a);
        let (one, e, positive) = (T::one(), decay.value(), z > T::zero());
        let s = one / (one + e);
        let slope = s * a.fused(if positive { x * e } else { -x }, s, one);
        if positive { slope } else { decay.times(slope) }
    }
}

/// y = z·tanh(softplus(z)) (Misra, 2019); dy/dz = t + z·σ(z)·(1 − t²) with t = tanh(softplus(z)).
///
/// The relative error of y is at most 5 ε; the error of dy/dz is at most 6 ε·max(|dy/dz|, 1/10), since it crosses 0 at
/// −1.19. y(−∞) = 0, and dy/dz is 0 and 1 at the ends.
///
/// ```
/// use mlp::activation::{Elementwise, mish};
///
/// let softplus = 1.0_f64.exp().ln_1p(); // ln(1 + e)
/// assert!((mish.value(1.0) - softplus.tanh()).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "Mish")]
pub struct mish;

impl Elementwise for mish {
    const NEEDS: Needs = Needs::Input;

    unfused!(value);

    /// With e = e^(−|z|), t is (1 + 2e) / (1 + 2e + 2e²) for positive z and e·(2 + e) / (2 + 2e + e²) for negative z.
    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let x = elementary::magnitude(z, T::TAIL_END);
        let decay = Decay::new(x, a);
        let (e, positive) = (decay.value(), z > T::zero());
        let (above, below) = Self::gate(e, positive, a);
        let y = if positive { z } else { -x } * (above / below);
        if positive { y } else { decay.times(y) }
    }

    unfused!(derivative);

    /// For negative z both terms have the factor e, which is multiplied last.
    #[inline(always)]
    fn derivative_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        let x = elementary::magnitude(z, T::TAIL_END);
        let decay = Decay::new(x, a);
        let (one, two, e, positive) = (T::one(), T::of(2.0), decay.value(), z > T::zero());
        let (above, below) = Self::gate(e, positive, a);
        let t = above / below;
        let (whole, rest) = if positive { (t, two * e * e) } else { (e * t, two) };
        // z·σ(z), without the factor e for negative z, times 1 − t and 1 + t.
        let bend = if positive { x } else { -x } / (one + e) * (rest / below) * (one + whole);
        let slope = t + bend;
        if positive { slope } else { decay.times(slope) }
    }
}

impl mish {
    /// Numerator, without the factor e for negative z, and denominator of t.
    #[inline(always)]
    fn gate<T: Float>(e: T, positive: bool, a: impl Arithmetic) -> (T, T) {
        let (one, two) = (T::one(), T::of(2.0));
        let above = if positive { a.fused(two, e, one) } else { two + e };
        let below = if positive { a.fused(two * e, e, above) } else { a.fused(above, e, two) };
        (above, below)
    }
}
