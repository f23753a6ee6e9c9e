//! The hinge loss, for classifiers whose outputs are signs.

use super::{Loss, Output, each, filled, mean};
use crate::activation::Activation;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// max(0, 1 − t·y) for targets of −1 or 1, mean over the outputs; its derivative at the kink is 0.
///
/// ```
/// use mlp::loss::{Loss, Output, hinge};
///
/// let cost = |y: f64, t: f64| hinge.value(Output::new(&[y], &[y]), &[t]);
/// assert_eq!((cost(0.25, 1.0), cost(3.0, 1.0), cost(0.5, -1.0)), (0.75, 0.0, 1.5));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias("HingeEmbeddingLoss", "Hinge"))]
pub struct hinge;

impl Loss for hinge {
    type Target<R: Row> = R;
    const TASK: Task = Task::Signs;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        mean(output.values, target, margin)
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, last: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        each(output.values, target, delta, slope);
        last.backward(output.kept::<A>(), delta);
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        filled(|| random.uniform(1.0).signum())
    }

    fn check<R: Row>(self, target: &R) -> Result<(), String> {
        match target.as_slice().iter().find(|value| value.widen().abs() != 1.0) {
            None => Ok(()),
            Some(value) => Err(format!("`hinge` expects -1 or 1, found {value}")),
        }
    }
}

#[inline(always)]
fn margin<T: Float>(y: T, t: T) -> T {
    // Written so that NaN stays NaN, which `max` would drop.
    let margin = T::one() - t * y;
    if margin < T::zero() { T::zero() } else { margin }
}

#[inline(always)]
fn slope<T: Float>(y: T, t: T) -> T {
    let agreement = t * y;
    if agreement.is_nan() {
        return agreement;
    }
    if agreement < T::one() { -t } else { T::zero() }
}
