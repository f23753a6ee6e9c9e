//! The loss of counts: the network predicts their rate.

use super::{Loss, Output, filled, per_output};
use crate::activation::Activation;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// λ − t·ln λ for counts t and rates λ, the negative log-likelihood without the term that only the counts decide; mean
/// over the outputs.
///
/// ```
/// use mlp::loss::{Loss, Output, poisson};
///
/// let rate = 2.0_f64; // of an `exponential` output, whose logit is ln λ
/// let cost = poisson.value(Output::new(&[rate.ln()], &[rate]), &[3.0]);
/// assert!((cost - (rate - 3.0 * rate.ln())).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "PoissonNLLLoss")]
pub struct poisson;

impl Loss for poisson {
    type Target<R: Row> = R;
    const TASK: Task = Task::Regression;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        let rows = output.logits.as_slice().iter().zip(output.values.as_slice()).zip(target.as_slice());
        let (mut sum, epsilon) = (0.0, num_traits::Float::epsilon());
        let epsilon: R::Scalar = epsilon;
        for ((z, rate), t) in rows {
            sum += cost(z.widen(), rate.widen(), t.widen(), epsilon.widen());
        }
        R::Scalar::of(sum / R::WIDTH as f64)
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, last: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        // ∂L/∂z = (1 − t/λ)·λ′(z), as λ′ − t·λ′/λ with λ′/λ = 1 where λ underflows: both activations go as e^z there.
        for delta in delta.as_mut_slice() {
            *delta = per_output::<R>();
        }
        last.backward(output.kept::<A>(), delta);
        for ((delta, rate), t) in delta.as_mut_slice().iter_mut().zip(output.values.as_slice()).zip(target.as_slice()) {
            *delta -= pull(*delta, *rate, *t, per_output::<R>());
        }
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        filled(|| random.uniform(3.0).abs().floor())
    }

    fn check<R: Row>(self, target: &R) -> Result<(), String> {
        match target.as_slice().iter().find(|value| value.widen() < 0.0) {
            None => Ok(()),
            Some(value) => Err(format!("`poisson` expects a count of 0 or more, found {value}")),
        }
    }
}

/// λ − t·ln λ for t of 0 or more; +∞ where λ is, and λ where t is 0, whatever ln λ is.
///
/// Where λ is near 1, rounding it to its type would be most of ln λ, and what a large t makes of that. So λ is made of
/// the logit in f64, by the one of the two activations that gives `rate`.
fn cost(z: f64, rate: f64, t: f64, epsilon: f64) -> f64 {
    if rate == f64::INFINITY {
        return rate;
    }
    let exponential = z.exp();
    let (lambda, ln) = if (rate - exponential).abs() <= 4.0 * epsilon * exponential {
        (exponential, z)
    } else {
        let softplus = z.max(0.0) + (-z.abs()).exp().ln_1p();
        // ln λ = z − e^z/2 + …, also where λ underflows.
        (softplus, if z < -40.0 { z } else { softplus.ln() })
    };
    if t == 0.0 { lambda } else { lambda - t * ln }
}

/// t·λ′/λ for a derivative λ′ that is already divided by the number of outputs. Where λ underflows, or λ′ is infinite,
/// λ′/λ is 1.
#[inline(always)]
fn pull<T: Float>(derivative: T, rate: T, t: T, per_output: T) -> T {
    if rate < T::min_positive_value() || derivative == T::infinity() {
        return t * per_output;
    }
    t * (derivative / rate)
}
