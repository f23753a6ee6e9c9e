//! Methods of other libraries: calling one is an error that says what to write here.

use crate::model::Model;
use crate::model::trainable::Trainable;
use crate::optimizer::Optimizer;
use crate::train::Trainer;

#[diagnostic::on_unimplemented(
    message = "a trainer has the learning rate of its optimizer: write `.optimizer(Adam::new(1e-3))`",
    label = "not a method of a `Trainer`"
)]
pub trait LearningRate {}

#[diagnostic::on_unimplemented(
    message = "a trainer takes the validation set: write `let (train, validation) = set.split(0.8, 42)?;` and `.validation(&validation)`",
    label = "not a method of a `Trainer`"
)]
pub trait ValidationSplit {}

#[diagnostic::on_unimplemented(
    message = "a trainer shows each epoch with `progress`: write `.progress(true)`",
    label = "not a method of a `Trainer`"
)]
pub trait Verbose {}

#[diagnostic::on_unimplemented(
    message = "a network is trained by a `Trainer`: write `Trainer::new(&mut model).fit(&set)`",
    label = "not a method of a network"
)]
pub trait Fit {}

#[diagnostic::on_unimplemented(
    message = "a network is compiled already: its loss and its optimizer are in the description, and `Trainer::new(&mut model)` has settings",
    label = "not a method of a network"
)]
pub trait Compile {}

#[doc(hidden)]
impl<M: Trainable, O: Optimizer, C> Trainer<'_, M, O, C> {
    pub fn learning_rate<X>(self, _: X) -> Self
    where
        Self: LearningRate,
    {
        self
    }

    pub fn lr<X>(self, _: X) -> Self
    where
        Self: LearningRate,
    {
        self
    }

    pub fn validation_split<X>(self, _: X) -> Self
    where
        Self: ValidationSplit,
    {
        self
    }

    pub fn verbose<X>(self, _: X) -> Self
    where
        Self: Verbose,
    {
        self
    }
}

/// Methods that networks have in other libraries. It is in the prelude without a name.
pub trait Elsewhere: Model {
    #[doc(hidden)]
    fn fit<X>(&mut self, _: X) -> crate::Result<()>
    where
        Self: Fit,
    {
        Ok(())
    }

    #[doc(hidden)]
    fn train<X>(&mut self, _: X)
    where
        Self: Fit,
    {
    }

    #[doc(hidden)]
    fn compile<X>(&mut self, _: X)
    where
        Self: Compile,
    {
    }
}

impl<M: Model> Elsewhere for M {}
