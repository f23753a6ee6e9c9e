//! The loss of the perceptron.

use super::{Loss, Output, filled, mean};
use crate::activation::Activation;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row};

/// Rosenblatt's rule (1958) for `step` outputs y and targets t of 0 or 1: the update goes along y − t, mean over the
/// batch, and the reported loss is the fraction of outputs that are wrong.
///
/// ```
/// mlp::network! { struct And; input 2; dense 1 step; loss perceptron; optimizer sgd lr=1.0; epochs 20; }
///
/// let rows = vec![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let set = mlp::Dataset::new(rows, vec![[0.0], [0.0], [0.0], [1.0]])?;
/// let mut model = And::init(1);
/// mlp::Trainer::new(&mut model).batch_size(1).fit(&set)?;
/// assert_eq!(model.evaluate(&set)?.accuracy(), Some(1.0));
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct perceptron;

impl Loss for perceptron {
    type Target<R: Row> = R;
    const TASK: Task = Task::Binary;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        mean(output.values, target, |y, t| {
            if y.widen().is_nan() {
                return y;
            }
            R::Scalar::of(if y == t { 0.0 } else { 1.0 })
        })
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, _: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        *delta = *output.values;
        delta.as_mut_slice().iter_mut().zip(target.as_slice()).for_each(|(delta, t)| *delta -= *t);
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        filled(|| f64::from(u8::from(random.uniform(1.0) > 0.0)))
    }

    fn check<R: Row>(self, target: &R) -> Result<(), String> {
        match target.as_slice().iter().find(|value| value.widen() != 0.0 && value.widen() != 1.0) {
            None => Ok(()),
            Some(value) => Err(format!("`perceptron` expects 0 or 1, found {value}")),
        }
    }
}
