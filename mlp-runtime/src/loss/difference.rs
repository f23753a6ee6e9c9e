//! Losses of the difference d = y − t between outputs and targets.

use super::{Elementwise, Loss, Output, each, filled, mean};
use crate::activation::{Activation, elementary};
use crate::kernel::Unfused;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// The mean squared error, d².
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct mse;

impl Elementwise for mse {
    #[inline(always)]
    fn value<T: Float>(self, y: T, t: T) -> T {
        (y - t) * (y - t)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T, t: T) -> T {
        T::of(2.0) * (y - t)
    }
}

/// The root of the mean squared error of a batch (of a set, where a set is evaluated); its gradient at zero error is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct rmse;

impl Loss for rmse {
    type Target<R: Row> = R;
    const TASK: Task = Task::Regression;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        mean(output.values, target, |y, t| Elementwise::value(mse, y, t))
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, last: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        each(output.values, target, delta, |y, t| mse.derivative(y, t));
        last.backward(output.kept::<A>(), delta);
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        filled(|| random.uniform(1.0))
    }

    fn reduce(self, mean: f64) -> f64 {
        mean.sqrt()
    }

    fn slope(self, mean: f64) -> f64 {
        if mean > 0.0 { 0.5 / mean.sqrt() } else { 0.0 }
    }
}

/// The mean absolute error, |d|; its derivative at 0 is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct mae;

impl Elementwise for mae {
    #[inline(always)]
    fn value<T: Float>(self, y: T, t: T) -> T {
        (y - t).abs()
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T, t: T) -> T {
        if y == t { T::zero() } else { (y - t).signum() }
    }
}

/// d²/2 up to |d| = δ, δ·(|d| − δ/2) beyond: PyTorch's `HuberLoss` (Huber, 1964).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct huber(
    /// δ, where the parabola becomes a line; above 0.
    pub f64,
);

impl Elementwise for huber {
    #[inline(always)]
    fn value<T: Float>(self, y: T, t: T) -> T {
        let (d, delta) = ((y - t).abs(), T::of(self.0));
        if d <= delta { T::of(0.5) * d * d } else { delta * (d - T::of(0.5) * delta) }
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T, t: T) -> T {
        let delta = T::of(self.0);
        (y - t).max(-delta).min(delta)
    }
}

/// ln cosh d, as |d| + ln(1 + e^(−2|d|)) − ln 2, which does not overflow; its derivative is tanh d.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct log_cosh;

impl Elementwise for log_cosh {
    #[inline(always)]
    fn value<T: Float>(self, y: T, t: T) -> T {
        let d = (y - t).abs();
        d + elementary::ln_1p(elementary::exp(T::of(-2.0) * d, Unfused), Unfused) - T::of(std::f64::consts::LN_2)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T, t: T) -> T {
        elementary::tanh(y - t, Unfused)
    }
}
