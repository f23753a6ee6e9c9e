//! Losses, named by the words of the language: `loss huber(1.0)` uses [`huber`].
//!
//! A loss defines the target of a row, the cost of a row, and the gradient with respect to the logits. The loss of a
//! batch is the mean over its rows (for [`rmse`] the root of it). Your own loss is a `struct` that implements
//! [`Elementwise`].

#![allow(non_camel_case_types)] // the words of the language are these items

mod batch;

mod difference;
mod divergence;
mod entropy;
mod log_sum_exp;
mod logistic;
mod margin;
pub(crate) mod own;
mod rates;
mod threshold;

pub use crate::model::class::Classifies;
pub(crate) use batch::{costs, counted, gradients};
pub use difference::{huber, log_cosh, mae, mse, rmse};
pub use divergence::kl_divergence;
pub use entropy::{CrossEntropy, categorical, label_smoothing, sparse_categorical};
pub use logistic::binary;
pub use margin::hinge;
pub use own::Own;
pub use rates::poisson;
pub use threshold::perceptron;

use std::any::type_name;

use num_traits::ConstZero as _;

use crate::activation::{self, Activation, Needs};
use crate::kernel::Arithmetic;
use crate::metrics::Task;
use crate::tensor::init::Random;
use crate::{Float, Row, Target};

/// A network's output for one row, before and after the last activation.
///
/// ```
/// use mlp::loss::{Loss, Output, mae};
///
/// let y = [1.5]; // a `linear` layer: logits and outputs are equal
/// assert_eq!(mae.value(Output::new(&y, &y), &[2.0]), 0.5);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Output<'a, R> {
    /// The logits z.
    pub logits: &'a R,
    /// The outputs y = f(z).
    pub values: &'a R,
}

impl<'a, R> Output<'a, R> {
    /// The logits and the outputs of a row.
    ///
    /// ```
    /// use mlp::loss::Output;
    ///
    /// let output = Output::new(&[0.0], &[0.5]);
    /// assert_eq!((output.logits, output.values), (&[0.0], &[0.5]));
    /// ```
    pub const fn new(logits: &'a R, values: &'a R) -> Self {
        Self { logits, values }
    }
}

impl<'a, R> Output<'a, R> {
    /// What the derivative of the last activation is computed from.
    #[inline(always)]
    fn kept<A: Activation>(self) -> &'a R {
        match A::KEEPS {
            Needs::Output => self.values,
            Needs::Input => self.logits,
        }
    }
}

/// A loss: the function that training minimizes.
///
/// ```
/// use mlp::loss::{Loss, Output, huber, mse};
///
/// let y = [0.0]; // a `linear` layer: logits and outputs are equal
/// assert_eq!(mse.value(Output::new(&y, &y), &[3.0]), 9.0);
/// assert_eq!(huber(1.0).value(Output::new(&y, &y), &[3.0]), 2.5);
/// ```
pub trait Loss: sealed::Sealed + Copy + Send + Sync + 'static {
    /// A row's target, for outputs of type `R`.
    type Target<R: Row>: Target + Copy;

    /// Which metrics fit this loss.
    const TASK: Task;

    /// The cost of one row.
    fn value<R: Row>(self, output: Output<'_, R>, target: &Self::Target<R>) -> R::Scalar;

    /// [`value`](Self::value) in the arithmetic of an instruction set.
    #[doc(hidden)]
    #[inline(always)]
    fn value_in<R: Row>(self, output: Output<'_, R>, target: &Self::Target<R>, _: impl Arithmetic) -> R::Scalar {
        self.value(output, target)
    }

    /// [`value_in`](Self::value_in) in f64, for a loss whose cost may be outside of the range of `R`'s numbers.
    #[doc(hidden)]
    #[inline(always)]
    fn cost_in<R: Row>(self, output: Output<'_, R>, target: &Self::Target<R>, a: impl Arithmetic) -> f64 {
        self.value_in(output, target, a).widen()
    }

    /// Writes ∂value/∂z, the derivative with respect to the logits, to `delta`. `last` is the last activation.
    fn gradient<R: Row, A: Activation>(self, last: A, output: Output<'_, R>, target: &Self::Target<R>, delta: &mut R);

    /// Checks that the loss can use a target. Otherwise returns what was expected and what was found.
    ///
    /// # Errors
    /// The message for the user, without the row's number.
    fn check<R: Row>(self, _target: &Self::Target<R>) -> Result<(), String> {
        Ok(())
    }

    /// A target that the loss can use, for checks of gradients.
    fn sample<R: Row>(self, random: &mut Random) -> Self::Target<R>;

    /// The loss of a dataset whose rows cost `mean` on average.
    #[must_use]
    fn reduce(self, mean: f64) -> f64 {
        mean
    }

    /// The derivative of [`reduce`](Self::reduce).
    #[must_use]
    fn slope(self, _mean: f64) -> f64 {
        1.0
    }

    /// The name of its type, and its options as a text on one line: a training that resumes must have the same.
    #[doc(hidden)]
    fn identity(self) -> (&'static str, String) {
        (type_name::<Self>(), String::new())
    }
}

/// The loss is meant for a last layer with the activation `A`.
#[diagnostic::on_unimplemented(
    message = "the loss `{Self}` does not fit outputs of `{A}`",
    note = "cross-entropies need `softmax` (`binary`: `sigmoid`), `poisson` needs `softplus` or `exponential`, `hinge` needs `linear` or `tanh`"
)]
pub trait Fits<A: Activation>: Loss {}

/// A loss that is the mean over the outputs of a function of output and target.
///
/// ```
/// use mlp_runtime::{Float, loss};
///
/// /// The pinball loss, whose minimum is a quantile.
/// #[derive(Clone, Copy)]
/// pub struct Quantile(pub f64);
///
/// impl loss::Elementwise for Quantile {
///     fn value<T: Float>(self, y: T, t: T) -> T {
///         let d = t - y;
///         (T::of(self.0) * d).max(T::of(self.0 - 1.0) * d)
///     }
///     fn derivative<T: Float>(self, y: T, t: T) -> T {
///         if t > y { T::of(-self.0) } else { T::of(1.0 - self.0) }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a loss",
    note = "implement `mlp::loss::Elementwise` for it, with its value and derivative"
)]
pub trait Elementwise: Copy + Send + Sync + 'static {
    /// The cost of output `y` for the target `t`.
    fn value<T: Float>(self, y: T, t: T) -> T;

    /// Its derivative with respect to `y`.
    fn derivative<T: Float>(self, y: T, t: T) -> T;

    /// [`Loss::identity`]. Nothing is known of the options of a loss of the user's own, but they show in its values.
    #[doc(hidden)]
    fn identity(self) -> (&'static str, String) {
        (type_name::<Self>(), own::some_values(self))
    }
}

impl<L: Elementwise> Loss for L {
    type Target<R: Row> = R;
    const TASK: Task = Task::Regression;

    #[inline(always)]
    fn value<R: Row>(self, output: Output<'_, R>, target: &R) -> R::Scalar {
        // Loops of their own: a closure of this size might not be inlined, and then runs without vectors.
        let mut sum = R::Scalar::ZERO;
        for (y, t) in output.values.as_slice().iter().zip(target.as_slice()) {
            sum += self.value(*y, *t);
        }
        sum * per_output::<R>()
    }

    #[inline(always)]
    fn gradient<R: Row, A: Activation>(self, last: A, output: Output<'_, R>, target: &R, delta: &mut R) {
        let values = output.values.as_slice().iter().zip(target.as_slice());
        for (delta, (y, t)) in delta.as_mut_slice().iter_mut().zip(values) {
            *delta = self.derivative(*y, *t) * per_output::<R>();
        }
        last.backward(output.kept::<A>(), delta);
    }

    fn sample<R: Row>(self, random: &mut Random) -> R {
        filled(|| random.uniform(1.0))
    }

    fn identity(self) -> (&'static str, String) {
        Elementwise::identity(self)
    }
}

impl<L: Elementwise, A: Activation> Fits<A> for L {}

/// A row of such numbers.
fn filled<R: Row>(mut number: impl FnMut() -> f64) -> R {
    let mut row = R::ZERO;
    row.as_mut_slice().iter_mut().for_each(|value| *value = R::Scalar::of(number()));
    row
}

/// The mean over the outputs of f(output, target).
#[inline(always)]
fn mean<R: Row>(outputs: &R, target: &R, f: impl Fn(R::Scalar, R::Scalar) -> R::Scalar) -> R::Scalar {
    let mut sum = R::Scalar::ZERO;
    for (y, t) in outputs.as_slice().iter().zip(target.as_slice()) {
        sum += f(*y, *t);
    }
    sum * per_output::<R>()
}

/// δⱼ = f(outputⱼ, targetⱼ) / OUT: the derivative of such a mean.
#[inline(always)]
fn each<R: Row>(outputs: &R, target: &R, delta: &mut R, f: impl Fn(R::Scalar, R::Scalar) -> R::Scalar) {
    for ((delta, y), t) in delta.as_mut_slice().iter_mut().zip(outputs.as_slice()).zip(target.as_slice()) {
        *delta = f(*y, *t) * per_output::<R>();
    }
}

#[allow(clippy::cast_precision_loss)] // widths stay below 2^24
#[inline(always)]
fn per_output<R: Row>() -> R::Scalar {
    R::Scalar::of(1.0 / R::WIDTH as f64)
}

/// The words on the last layer that a loss is meant for.
macro_rules! fits {
    ($($loss:ident: $($activation:ident)*;)*) => { $($(impl Fits<activation::$activation> for $loss {})*)* };
}

fits! {
    poisson: softplus exponential;
    binary: sigmoid;
    categorical: softmax;
    kl_divergence: softmax;
    sparse_categorical: softmax;
    hinge: linear tanh;
    perceptron: step;
}

impl<A: Activation> Fits<A> for rmse {}
impl<L: CrossEntropy + Fits<A>, A: Activation> Fits<A> for label_smoothing<L> {}

/// A user's own loss is [`Elementwise`].
mod sealed {
    use super::*;

    pub trait Sealed {}
    impl<L: Elementwise> Sealed for L {}
    impl<L> Sealed for label_smoothing<L> {}

    macro_rules! seal {
        ($($loss:ident)*) => { $(impl Sealed for $loss {})* };
    }
    seal! { rmse binary categorical kl_divergence sparse_categorical perceptron hinge poisson }
}
