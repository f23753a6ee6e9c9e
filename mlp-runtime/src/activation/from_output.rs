//! Activations whose derivative is a function of their output: a layer keeps nothing else.
//!
//! ε is the distance from 1 to the next number, 1.2e-7 in `f32` and 2.2e-16 in `f64`. The errors stated are the largest
//! over the whole range of the type, including infinities. If the output is so close to its limit that it no longer
//! determines z, the error of the derivative is only small relative to its maximum, as in PyTorch.

use super::{Elementwise, Needs, elementary};
use crate::Float;
use crate::kernel::Arithmetic;

/// y = z.
///
/// ```
/// use mlp::activation::{Elementwise, linear};
///
/// assert_eq!(linear.value(-2.5), -2.5);
/// ```
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
///
/// ```
/// use mlp::activation::{Elementwise, sigmoid};
///
/// assert_eq!(sigmoid.value(0.0), 0.5);
/// assert_eq!(sigmoid.derivative(0.5), 0.25); // from y, not from z
/// ```
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
///
/// ```
/// use mlp::activation::{Elementwise, tanh};
///
/// assert!((tanh.value(0.5_f64) - 0.5_f64.tanh()).abs() < 1e-15);
/// ```
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

/// y = ln(1 + e^z), without a threshold; dy/dz = 1 − e^(−y).
///
/// The relative errors of y and of dy/dz are at most 4 ε.
///
/// ```
/// use mlp::activation::{Elementwise, softplus};
///
/// assert!((softplus.value(0.0_f64) - 2.0_f64.ln()).abs() < 1e-15);
/// ```
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
///
/// ```
/// use mlp::activation::{Elementwise, softsign};
///
/// assert_eq!(softsign.value(-3.0), -0.75);
/// ```
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
///
/// ```
/// use mlp::activation::{Elementwise, hard_sigmoid};
///
/// assert_eq!([-4.0, 0.0, 4.0].map(|z: f64| hard_sigmoid.value(z)), [0.0, 0.5, 1.0]);
/// ```
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
///
/// ```
/// use mlp::activation::{Elementwise, exponential};
///
/// assert_eq!(exponential.value(0.0), 1.0);
/// ```
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
