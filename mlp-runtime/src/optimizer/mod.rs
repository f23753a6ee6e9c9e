//! Optimizers, with PyTorch's meaning of every option. Each keeps its moments as models of the network's own type.

mod adagrad;
mod adam;
mod rmsprop;
mod sgd;

pub use adagrad::Adagrad;
pub use adam::{Adam, AdamW};
pub use rmsprop::RmsProp;
pub use sgd::Sgd;

use crate::{Error, Layer, Result};

/// Moves a network along its gradient.
pub trait Optimizer: Clone + Send + 'static {
    /// What is remembered from step to step for a network of type `M`.
    type Moments<M: Layer>: Clone + Send;

    /// The moments before the first step.
    fn moments<M: Layer>(&self) -> Self::Moments<M>;

    /// One update of all trained tensors; may overwrite `gradient`. `step` counts from 1.
    fn update<M: Layer>(&self, model: &mut M, gradient: &mut M, moments: &mut Self::Moments<M>, step: u64);

    /// The same optimizer with its learning rate times `factor`, as a schedule has it.
    #[must_use]
    fn at(&self, factor: f64) -> Self;

    /// The learning rate η.
    fn learning_rate(&self) -> f64;

    /// Whether every hyperparameter is in its range.
    ///
    /// # Errors
    /// [`Error::Hyperparameter`] for the first that is not.
    fn check(&self) -> Result<()>;
}

fn expect(holds: bool, name: &'static str, expected: &'static str, found: f64) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::Hyperparameter { name, expected, found }) }
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
