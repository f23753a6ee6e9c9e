//! Optimizers, with PyTorch's meaning of every option. Each keeps its moments as models of the network's own type.

mod adagrad;
mod adam;
mod adamax;
mod apply;
pub(crate) mod clip;
mod compiled;
mod lion;
mod nadam;
mod radam;
mod rmsprop;
mod sgd;

pub use adagrad::Adagrad;
pub use adam::{Adam, AdamW};
pub use adamax::Adamax;
pub use lion::Lion;
pub use nadam::NAdam;
pub use radam::RAdam;
pub use rmsprop::RmsProp;
pub use sgd::Sgd;

use crate::error::expect;
use crate::{Result, Tensors};
pub(crate) use apply::UpdateBy;
use apply::apply;

/// The optimizer with PyTorch's options.
macro_rules! defaults {
    ($($optimizer:ident)*) => { $(
        impl Default for $optimizer {
            fn default() -> Self {
                Self::DEFAULT
            }
        }
    )* };
}

defaults! { Adagrad Adam AdamW Adamax Lion NAdam RAdam RmsProp Sgd }

/// Moves a network along its gradient.
///
/// You can write your own:
///
/// ```
/// use mlp_runtime::optimizer::{Descent, Optimizer, Rule};
/// use mlp_runtime::{Float, Tensors, Result};
///
/// /// w ← w − η·sign(g).
/// #[derive(Clone, Copy)]
/// struct SignDescent(f64);
///
/// impl<T: Float> Rule<T, 0> for SignDescent {
///     fn step(self, w: T, g: T, _: [T; 0]) -> (T, [T; 0]) {
///         (w - T::of(self.0) * g.signum(), [])
///     }
/// }
///
/// impl Optimizer for SignDescent {
///     type Moments<M: Tensors> = ();
///
///     fn moments<M: Tensors>(&self) {}
///
///     fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, _: &mut (), _: u64) {
///         M::side_by_side([model, gradient], &mut |trained, [w, g]| {
///             if trained {
///                 w.iter_mut().zip(g).for_each(|(w, g)| (*w, []) = self.step(*w, *g, []));
///             }
///         });
///     }
///
///     // Not needed, but it saves the memory of a gradient.
///     fn descend<M: Tensors, D: Descent<M>>(&self, _: &mut (), _: u64, descent: D) -> Option<D::Output> {
///         descent.by(*self, [])
///     }
///
///     fn at(&self, factor: f64) -> Self {
///         Self(self.0 * factor)
///     }
///
///     fn learning_rate(&self) -> f64 {
///         self.0
///     }
///
///     fn check(&self) -> Result<()> {
///         Ok(())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an optimizer",
    note = "write one with its learning rate, such as `Adam::new(1e-3)`, or implement `mlp::optimizer::Optimizer` for it"
)]
pub trait Optimizer: Clone + Send + 'static {
    /// The state kept from step to step for a network of type `M`: nothing, `()`, or networks of that type.
    type Moments<M: Tensors>: Moments<M>;

    /// The moments before the first step.
    fn moments<M: Tensors>(&self) -> Self::Moments<M>;

    /// One update of all trained tensors; may overwrite `gradient`. The first `step` is 1.
    fn update<M: Tensors>(&self, model: &mut M, gradient: &mut M, moments: &mut Self::Moments<M>, step: u64);

    /// Lets `descent` make the update by a [`Rule`], if the update consists of one: each layer is updated as soon as
    /// its gradient is known. `None` requests a whole gradient and [`update`](Self::update).
    fn descend<M: Tensors, D: Descent<M>>(
        &self,
        moments: &mut Self::Moments<M>,
        step: u64,
        descent: D,
    ) -> Option<D::Output> {
        let _ = (moments, step, descent);
        None
    }

    /// The same optimizer with its learning rate times `factor`, for schedules.
    #[must_use]
    fn at(&self, factor: f64) -> Self;

    /// The learning rate η.
    fn learning_rate(&self) -> f64;

    /// Its other settings, as a text on one line. A training that [resumes](crate::Trainer::resume) must have the same.
    /// An optimizer without other settings does not need it.
    fn settings(&self) -> String {
        String::new()
    }

    /// Checks that every hyperparameter is in its range.
    ///
    /// # Errors
    /// [`Error::Hyperparameter`](crate::Error::Hyperparameter) for the first that is not.
    fn check(&self) -> Result<()>;
}

/// The state of an optimizer: a network for each moment, with one number for each weight. A checkpoint contains these
/// networks and nothing else of the moments.
#[diagnostic::on_unimplemented(
    message = "an optimizer cannot remember a `{Self}`",
    note = "moments are networks: `()`, `M`, `Option<M>`, `[M; 2]`, or pairs of these"
)]
pub trait Moments<M>: Clone + Send {
    /// All networks, always in the same number and order.
    fn networks(&mut self) -> Vec<&mut M>;
}

impl<M> Moments<M> for () {
    fn networks(&mut self) -> Vec<&mut M> {
        Vec::new()
    }
}

impl<M: Tensors> Moments<M> for M {
    fn networks(&mut self) -> Vec<&mut M> {
        vec![self]
    }
}

impl<M: Tensors> Moments<M> for Option<M> {
    fn networks(&mut self) -> Vec<&mut M> {
        self.iter_mut().collect()
    }
}

impl<M: Tensors, const K: usize> Moments<M> for [M; K] {
    fn networks(&mut self) -> Vec<&mut M> {
        self.iter_mut().collect()
    }
}

impl<M, A: Moments<M>, B: Moments<M>> Moments<M> for (A, B) {
    fn networks(&mut self) -> Vec<&mut M> {
        let (first, second) = self;
        first.networks().into_iter().chain(second.networks()).collect()
    }
}

/// The update of a single weight.
pub trait Rule<T, const K: usize>: Copy + Send + 'static {
    /// From a weight, its gradient, and its `K` moments: the new weight and the new moments.
    fn step(self, w: T, g: T, moments: [T; K]) -> (T, [T; K]);

    /// The factors keep and rate, if the step is exactly w ← keep·w − rate·g. Not if keep makes weights decay: they
    /// could become subnormal, which this path does not check.
    fn plain(self) -> Option<[f64; 2]> {
        None
    }
}

/// A backward pass that updates each layer at once.
pub trait Descent<M: Tensors>: sealed::Sealed {
    /// The result of the pass.
    type Output;

    /// Updates the network, or returns `None` if that would not be faster.
    fn by<R: Rule<M::Scalar, K>, const K: usize>(self, rule: R, moments: [&mut M; K]) -> Option<Self::Output>;
}

fn positive(name: &'static str, value: f64) -> Result<()> {
    expect(value > 0.0 && value.is_finite(), name, "a number above 0", value)
}

/// ε, which must not be 0 in f32 either.
fn epsilon(value: f64) -> Result<()> {
    expect(value >= 1e-30 && value.is_finite(), "epsilon", "a number of at least 1e-30", value)
}

fn not_negative(name: &'static str, value: f64) -> Result<()> {
    expect(value >= 0.0 && value.is_finite(), name, "a number of 0 or more", value)
}

fn below_one(name: &'static str, value: f64) -> Result<()> {
    expect((0.0..1.0).contains(&value), name, "a number from 0 to below 1", value)
}

/// Only trainers make descents.
pub(crate) mod sealed {
    pub trait Sealed {}
}
