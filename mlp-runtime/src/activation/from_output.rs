//! Activations whose derivative is a function of their output: a layer keeps nothing else.
//!
//! ε is the distance from 1 to the next number, 1.2e-7 in `f32` and 2.2e-16 in `f64`. The errors stated are the largest
//! over the whole range of the type, infinities included. Where the output has come so near to its limit that it tells
//! nothing about z any more, the derivative is only right to a share of its maximum, as in PyTorch.

use super::{Elementwise, Needs, elementary};
use crate::Float;
use crate::kernel::Arithmetic;

/// y = z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("identity", "Identity"))]
pub struct linear;

impl Elementwise for linear {
    const NEEDS: Needs = Needs::Output;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        z
    }

    #[inline(always)]
    fn derivative<T: Float>(self, _: T) -> T {
        T::one()
    }
}

/// The logistic function of the sigmoid neuron, y = 1 / (1 + e^(−z)); dy/dz = y·(1 − y).
///
/// The relative error of y is at most 3 ε where y is a normal number; below, y is 0. The error of dy/dz is at most ε.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("Sigmoid", "logistic"))]
pub struct sigmoid;

impl Elementwise for sigmoid {
    const NEEDS: Needs = Needs::Output;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        elementary::sigmoid(z, a)
    }

    #[inline(always)]
    fn at_once<T: Float>(self, values: &mut [T], a: impl Arithmetic) -> bool {
        a.sigmoid(values)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        y * (T::one() - y)
    }
}

/// y = tanh z; dy/dz = 1 − y².
///
/// The relative error of y is at most 3 ε, the error of dy/dz at most 3 ε.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "Tanh")]
pub struct tanh;

impl Elementwise for tanh {
    const NEEDS: Needs = Needs::Output;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        elementary::tanh(z, a)
    }

    #[inline(always)]
    fn at_once<T: Float>(self, values: &mut [T], a: impl Arithmetic) -> bool {
        a.tanh(values)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        T::one() - y * y
    }
}

/// The rectified linear unit, y = max(0, z), exactly; its derivative at 0 is 0, and of NaN NaN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "ReLU")]
pub struct relu;

impl Elementwise for relu {
    const NEEDS: Needs = Needs::Output;
    const RECTIFIES: bool = true;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        // Written so that NaN stays NaN: a broken weight must show.
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

/// y = ln(1 + e^z), without a threshold; dy/dz = 1 − e^(−y).
///
/// The relative errors of y and of dy/dz are at most 4 ε.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "Softplus")]
pub struct softplus;

impl Elementwise for softplus {
    const NEEDS: Needs = Needs::Output;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        elementary::softplus(z, a)
    }

    unfused!(derivative);

    #[inline(always)]
    fn derivative_in<T: Float>(self, y: T, a: impl Arithmetic) -> T {
        -elementary::exp_m1(-y, a)
    }
}

/// y = z / (1 + |z|); dy/dz = (1 − |y|)².
///
/// The relative error of y is at most ε, the error of dy/dz at most 2 ε. y(±∞) = ±1, where PyTorch gives NaN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "Softsign")]
pub struct softsign;

impl Elementwise for softsign {
    const NEEDS: Needs = Needs::Output;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        let one = T::one();
        if z.abs() == T::infinity() { one.copysign(z) } else { z / (one + z.abs()) }
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        let rest = T::one() - y.abs();
        rest * rest
    }
}

/// y = min(max(z + 3, 0), 6) / 6, PyTorch's; dy/dz = 1/6 strictly inside, 0 outside and at the kinks.
///
/// The error of y is at most ε. The slope is the `f32` nearest to 1/6 in `f64` too, 5e-9 more than 1/6, as in PyTorch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "Hardsigmoid")]
pub struct hard_sigmoid;

impl Elementwise for hard_sigmoid {
    const NEEDS: Needs = Needs::Output;

    #[inline(always)]
    fn value<T: Float>(self, z: T) -> T {
        let inside = z + T::of(3.0);
        if inside < T::zero() {
            T::zero()
        } else if inside > T::of(6.0) {
            T::one()
        } else {
            inside / T::of(6.0)
        }
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        // PyTorch's kernel takes the f32 nearest to 1/6, for f64 too: 3e-8 off, and so are its reference runs.
        let sixth = T::of(f64::from(1.0_f32 / 6.0));
        if y > T::zero() && y < T::one() { sixth } else { T::zero() * y }
    }
}

/// y = e^z, a positive rate; dy/dz = y.
///
/// The relative error of both is at most ε.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "exp")]
pub struct exponential;

impl Elementwise for exponential {
    const NEEDS: Needs = Needs::Output;

    unfused!(value);

    #[inline(always)]
    fn value_in<T: Float>(self, z: T, a: impl Arithmetic) -> T {
        elementary::exp(z, a)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T) -> T {
        y
    }
}
