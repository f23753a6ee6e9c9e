//! Losses of the difference d = y − t between outputs and targets.

use std::any::type_name;

use super::{Elementwise, Loss, Output, each, filled};
use crate::activation::{Activation, elementary};
use crate::kernel::{Arithmetic, Unfused};
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// The mean squared error, d².
///
/// ```
/// use mlp::loss::{Loss, Output, mse};
///
/// let y = [1.0, 5.0];
/// assert_eq!(mse.value(Output::new(&y, &y), &[3.0, 5.0]), 2.0); // (2² + 0²) / 2
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("MSELoss", "MeanSquaredError", "mean_squared_error"))]
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

/// The root of the mean squared error of a batch, or of the whole dataset in an evaluation. Its gradient at zero error
/// is 0.
///
/// ```
/// mlp::network! { struct Line; input 1; dense 1 init=zeros; loss rmse; }
///
/// // All outputs are 0, so the errors are 3 and 4.
/// let set = mlp::Dataset::new(vec![[1.0], [2.0]], vec![[3.0], [4.0]])?;
/// assert!((Line::init(1).evaluate(&set)?.loss() - 12.5_f64.sqrt()).abs() < 1e-6);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "RootMeanSquaredError")]
pub struct rmse;

impl Loss for rmse {
    type Target<R: Row> = R;
    const TASK: Task = Task::Regression;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        R::Scalar::of(self.cost_in(output, target, Unfused))
    }

    /// In f64: the square of a difference may be outside the range of `f32` although its root is not.
    #[allow(clippy::cast_precision_loss)] // widths stay below 2^24
    #[inline(always)]
    fn cost_in<R: Row>(self, output: Output<'_, R>, target: &R, _: impl Arithmetic) -> f64 {
        let differences = output.values.as_slice().iter().zip(target.as_slice());
        let squares = differences.map(|(y, t)| Elementwise::value(mse, y.widen(), t.widen()));
        squares.sum::<f64>() / R::WIDTH as f64
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
        if mean == 0.0 { 0.0 } else { 0.5 / mean.sqrt() }
    }
}

/// The mean absolute error, |d|; its derivative at 0 is 0.
///
/// ```
/// use mlp::loss::{Loss, Output, mae};
///
/// let y = [1.0, 5.0];
/// assert_eq!(mae.value(Output::new(&y, &y), &[3.0, 5.0]), 1.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("L1Loss", "MeanAbsoluteError"))]
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
///
/// ```
/// use mlp::loss::{Loss, Output, huber};
///
/// let cost = |y: f64, t: f64| huber(1.0).value(Output::new(&[y], &[y]), &[t]);
/// assert_eq!((cost(0.0, 0.5), cost(0.0, 3.0)), (0.125, 2.5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias("HuberLoss", "SmoothL1Loss"))]
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
        // Written so that NaN stays NaN, which `max` and `min` would drop.
        let d = y - t;
        let d = if d < -delta { -delta } else { d };
        if d > delta { delta } else { d }
    }

    fn identity(self) -> (&'static str, String) {
        (type_name::<Self>(), self.0.to_string())
    }
}

/// ln cosh d; its derivative is tanh d. It is |d| + ln(1 + e^(−2|d|)) − ln 2, which does not overflow; for |d| below
/// 0.88, where that would cancel, it is atanh(s) with s = v / (2 − v) and v = tanh² d.
///
/// ```
/// use mlp::loss::{Loss, Output, log_cosh};
///
/// let cost = log_cosh.value(Output::new(&[0.0_f64], &[0.0]), &[2.0]);
/// assert!((cost - 2.0_f64.cosh().ln()).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "LogCosh")]
pub struct log_cosh;

impl Elementwise for log_cosh {
    #[inline(always)]
    fn value<T: Float>(self, y: T, t: T) -> T {
        let (d, two) = ((y - t).abs(), T::of(2.0));
        // tanh d = u / (u + 2) with u = e^2d − 1. Below 0.88, s is at most 1/3.
        if d < T::of(0.88) {
            let u = elementary::exp_m1(two * d, Unfused);
            return elementary::atanh(u * u / (u * u + T::of(8.0) * (u + T::one())), Unfused);
        }
        d + elementary::ln_1p(elementary::exp(-two * d, Unfused), Unfused) - T::of(std::f64::consts::LN_2)
    }

    #[inline(always)]
    fn derivative<T: Float>(self, y: T, t: T) -> T {
        elementary::tanh(y - t, Unfused)
    }
}
