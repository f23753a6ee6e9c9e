//! The loss of counts whose rate the network gives.

use num_traits::ConstZero as _;

use super::{Loss, Output, filled, per_output};
use crate::activation::Activation;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// λ − t·ln λ for counts t and rates λ, the negative log-likelihood without the term that only the counts decide; mean
/// over the outputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct poisson;

impl Loss for poisson {
    type Target<R: Row> = R;
    const TASK: Task = Task::Regression;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        let rows = output.logits.as_slice().iter().zip(output.values.as_slice()).zip(target.as_slice());
        let mut sum = R::Scalar::ZERO;
        for ((z, rate), t) in rows {
            sum += cost(*z, *rate, *t);
        }
        sum * per_output::<R>()
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

/// λ − t·ln λ; both activations that fit are e^z where λ underflows, so that ln λ = z there.
#[inline(always)]
fn cost<T: Float>(z: T, rate: T, t: T) -> T {
    let ln = if rate < T::min_positive_value() { z } else { rate.ln() };
    rate - t * ln
}

/// t·λ′/λ for a derivative λ′ that is already divided by the number of outputs.
#[inline(always)]
fn pull<T: Float>(derivative: T, rate: T, t: T, per_output: T) -> T {
    if rate < T::min_positive_value() { t * per_output } else { t * (derivative / rate) }
}
