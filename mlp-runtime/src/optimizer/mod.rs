//! Optimizers, with PyTorch's meaning of every option. Each keeps its moments as models of the network's own type.

mod adagrad;
mod adam;
mod rmsprop;
mod sgd;

pub use adagrad::Adagrad;
pub use adam::{Adam, AdamW};
pub use rmsprop::RmsProp;
pub use sgd::Sgd;

use crate::error::expect;
use crate::kernel::{self, Kernel, Set};
use crate::threads::{self, Work};
use crate::{Float, Layer, Result};

/// Moves a network along its gradient.
pub trait Optimizer: Clone + Send + 'static {
    /// What is remembered from step to step for a network of type `M`.
    type Moments<M: Layer>: Clone + Send;

    /// The moments before the first step.
    fn moments<M: Layer>(&self) -> Self::Moments<M>;

    /// One update of all trained tensors; may overwrite `gradient`. `step` counts from 1.
    fn update<M: Layer>(&self, model: &mut M, gradient: &mut M, moments: &mut Self::Moments<M>, step: u64);

    /// The factors keep and rate, if the update is w ← keep·w − rate·g and nothing else: it can then be part of the pass
    /// that makes the gradient.
    fn plain(&self) -> Option<[f64; 2]> {
        None
    }

    /// The same optimizer with its learning rate times `factor`, as a schedule has it.
    #[must_use]
    fn at(&self, factor: f64) -> Self;

    /// The learning rate η.
    fn learning_rate(&self) -> f64;

    /// Whether every hyperparameter is in its range.
    ///
    /// # Errors
    /// [`Error::Hyperparameter`](crate::Error::Hyperparameter) for the first that is not.
    fn check(&self) -> Result<()>;
}

/// What an update does with one weight, its gradient and its `K` moments: the new weight, the new moments.
trait Rule<T, const K: usize>: Copy + Send {
    fn step(self, w: T, g: T, moments: [T; K]) -> (T, [T; K]);
}

/// Applies a rule to whole tensors, in one pass, in the best instruction set.
fn apply<T: Float, R: Rule<T, K>, const K: usize>(rule: R, w: &mut [T], g: &[T], moments: [&mut [T]; K]) {
    threads::share(Pass { rule, w, g, moments });
}

struct Pass<'a, T, R, const K: usize> {
    rule: R,
    w: &'a mut [T],
    g: &'a [T],
    moments: [&'a mut [T]; K],
}

impl<T: Float, R: Rule<T, K>, const K: usize> Work for Pass<'_, T, R, K> {
    fn units(&self) -> usize {
        self.w.len()
    }

    /// As long as the product that made the gradient: cut as that was, each thread finds its numbers in its own cache.
    fn nanoseconds(&self) -> usize {
        kernel::nanoseconds::<T>(threads::rows(), self.w.len(), 1)
    }

    fn split(self, at: usize) -> (Self, Self) {
        let Self { rule, w, g, mut moments } = self;
        let (w, g) = (w.split_at_mut(at), g.split_at(at));
        let mut rests = [(); K].map(|()| <&mut [T]>::default());
        for (moment, rest) in moments.iter_mut().zip(&mut rests) {
            (*moment, *rest) = std::mem::take(moment).split_at_mut(at);
        }
        (Self { rule, w: w.0, g: g.0, moments }, Self { rule, w: w.1, g: g.1, moments: rests })
    }

    #[inline]
    fn run(self) {
        kernel::enter(self);
    }
}

impl<T: Float, R: Rule<T, K>, const K: usize> Kernel for Pass<'_, T, R, K> {
    type Output = ();

    #[inline(always)]
    fn run<S: Set>(self, _: S) {
        let all = self.w.len();
        let (w, g, moments) = (&mut self.w[..all], &self.g[..all], self.moments.map(|moment| &mut moment[..all]));
        for i in 0..all {
            let (weight, new) = self.rule.step(w[i], g[i], std::array::from_fn(|k| moments[k][i]));
            w[i] = weight;
            for k in 0..K {
                moments[k][i] = normal(new[k]);
            }
        }
    }
}

/// x, or 0 where it is subnormal: too small to move a weight beside any ε above 1e-18, and most processors are slow with it. The moments of a unit
/// that is never active would stay there for good.
#[inline(always)]
fn normal<T: Float>(x: T) -> T {
    if x.abs() < T::min_positive_value() { T::zero() } else { x }
}

fn positive(name: &'static str, value: f64) -> Result<()> {
    expect(value > 0.0 && value.is_finite(), name, "a number above 0", value)
}

fn not_negative(name: &'static str, value: f64) -> Result<()> {
    expect(value >= 0.0 && value.is_finite(), name, "a number of 0 or more", value)
}

fn share(name: &'static str, value: f64) -> Result<()> {
    expect((0.0..1.0).contains(&value), name, "a number from 0 to below 1", value)
}
