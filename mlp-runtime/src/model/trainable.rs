//! Networks with a loss, which can be trained and evaluated.

use std::borrow::Borrow as _;

use crate::data::dataset::Dataset;
use crate::layer::Layer;
use crate::layer::dropout::Draw;
use crate::loss::{self, Loss, Output};
use crate::metrics::{Evaluation, Meter};
use crate::model::class::{AsTarget, Class};
use crate::model::predictor::chunk_rows;
use crate::optimizer::Optimizer;
use crate::tensor::rows::Row;
use crate::train::class_weights::ClassWeights;
use crate::train::pass::Pass;
use crate::train::schedule::Schedule;
use crate::{Error, Float, Model, Result, Trainer};

/// Settings fixed before training, as opposed to the learned weights. The description declares them, and a [`Trainer`]
/// can override each.
///
/// ```
/// use mlp::Trainable;
/// use mlp::optimizer::Adam;
/// use mlp::prelude::*;
///
/// network! { struct Line; input 1; dense 1; loss mse; optimizer adam lr=0.05; epochs 20; }
///
/// let hyperparameters = Line::HYPERPARAMETERS;
/// assert_eq!(hyperparameters.optimizer, Adam::new(0.05));
/// assert_eq!((hyperparameters.batch, hyperparameters.epochs), (32, 20));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[doc(alias("config", "params"))]
pub struct Hyperparameters<O> {
    /// The optimizer with its learning rate.
    pub optimizer: O,
    /// How the learning rate changes over the epochs.
    pub schedule: Schedule,
    /// The number of rows in a mini-batch, which makes one update, or iteration.
    pub batch: usize,
    /// The number of passes over the training set.
    pub epochs: usize,
}

impl<O: Copy> Hyperparameters<O> {
    /// The defaults with this optimizer: a constant learning rate, 32 rows in a batch, 10 epochs.
    ///
    /// ```
    /// use mlp::{Hyperparameters, optimizer::Sgd};
    ///
    /// let hyperparameters = Hyperparameters::new(Sgd::new(0.01));
    /// assert_eq!((hyperparameters.batch, hyperparameters.epochs), (32, 10));
    /// ```
    #[must_use]
    pub const fn new(optimizer: O) -> Self {
        Self { optimizer, schedule: Schedule::constant(), batch: 32, epochs: 10 }
    }

    /// With this schedule.
    ///
    /// ```
    /// use mlp::{Hyperparameters, Schedule, optimizer::Sgd};
    ///
    /// let hyperparameters = Hyperparameters::new(Sgd::new(0.01)).schedule(Schedule::cosine());
    /// assert_eq!(hyperparameters.schedule, Schedule::cosine());
    /// ```
    #[must_use]
    pub const fn schedule(self, schedule: Schedule) -> Self {
        Self { schedule, ..self }
    }

    /// With this number of rows in a mini-batch.
    ///
    /// ```
    /// use mlp::{Hyperparameters, optimizer::Sgd};
    ///
    /// assert_eq!(Hyperparameters::new(Sgd::new(0.01)).batch(64).batch, 64);
    /// ```
    #[must_use]
    pub const fn batch(self, batch: usize) -> Self {
        Self { batch, ..self }
    }

    /// With this number of epochs.
    ///
    /// ```
    /// use mlp::{Hyperparameters, optimizer::Sgd};
    ///
    /// assert_eq!(Hyperparameters::new(Sgd::new(0.01)).epochs(50).epochs, 50);
    /// ```
    #[must_use]
    pub const fn epochs(self, epochs: usize) -> Self {
        Self { epochs, ..self }
    }
}

/// A network whose description has a `loss`.
///
/// ```
/// use mlp::prelude::*;
///
/// network! { struct Line; input 1; dense 1; loss mse; }
///
/// /// Works with every network that has a loss.
/// fn fit<M: Trainable>(set: &Dataset<M::Input, M::Target>) -> mlp::Result<f64> {
///     let mut model = M::init(42);
///     Trainer::new(&mut model).fit(set)?;
///     Ok(model.evaluate(set)?.loss())
/// }
///
/// let set = Dataset::new(vec![[0.0], [1.0]], vec![[1.0], [3.0]])?;
/// assert!(fit::<Line>(&set)? < 10.0);
/// # Ok::<(), mlp::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no loss, so it cannot be trained or evaluated",
    label = "add `loss …;` to the description of `{Self}`"
)]
#[doc(alias = "TrainableModel")]
pub trait Trainable: Model {
    /// The target of a row: the loss decides its type, unless the description has `classes`.
    type Target: AsTarget<<Self::Loss as Loss>::Target<Self::Output>>;
    /// The result of [`predict_class`](crate::Classifier::predict_class): a class of `classes`, `bool` for one
    /// `sigmoid` output, otherwise `usize`.
    type Class: Class;
    /// The loss, as a type.
    type Loss: Loss;
    /// The optimizer of the description.
    type Optimizer: Optimizer;

    /// The loss.
    const LOSS: Self::Loss;
    /// The hyperparameters of the description, or the defaults `sgd lr=0.01`, `batch 32`, `epochs 10`.
    const HYPERPARAMETERS: Hyperparameters<Self::Optimizer>;

    /// A [`Trainer`] that owns this network, for programs that keep learning while they use it. Its
    /// [`model`](Trainer::model) predicts in the meantime, and [`into_model`](Trainer::into_model) returns the network.
    ///
    /// ```
    /// use mlp_runtime::{Result, Trainable, Trainer};
    ///
    /// struct Controller<M: Trainable> {
    ///     trainer: Trainer<'static, M>,
    /// }
    ///
    /// impl<M: Trainable> Controller<M> {
    ///     fn new() -> Self {
    ///         Self { trainer: M::init(42).into_trainer() }
    ///     }
    ///
    ///     fn answer(&self, sensors: &M::Input) -> M::Output {
    ///         self.trainer.model().predict(sensors)
    ///     }
    ///
    ///     fn learn(&mut self, sensors: &[M::Input], wanted: &[M::Target]) -> Result<M::Scalar> {
    ///         self.trainer.step(sensors, wanted)
    ///     }
    /// }
    /// ```
    #[doc(alias("fit", "train", "compile"))]
    fn into_trainer(self) -> Trainer<'static, Self> {
        Trainer::owning(self)
    }

    /// The loss and the metrics of the network's predictions over all rows, with a confusion matrix for classes. Each
    /// row counts once. The loss includes the `l1` and `l2` penalties.
    ///
    /// # Errors
    /// [`Error::Target`] for the first target that does not fit the loss.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let set = mlp::Dataset::new(vec![[0.0, 0.0], [0.0, 1.0]], vec![[0.0], [1.0]])?;
    /// let evaluation = model.evaluate(&set)?;
    /// assert_eq!(evaluation.rows(), 2);
    /// println!("{evaluation}");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("score", "test"))]
    fn evaluate(&self, set: &Dataset<Self::Input, Self::Target>) -> Result<Evaluation> {
        evaluate(self, set, None)
    }

    /// The loss of a batch and its gradient with respect to every trained tensor. The gradient has the type of the
    /// network. Dropout is off, and the `l1` and `l2` penalties are included.
    ///
    /// # Errors
    /// [`Error::Shape`] if the number of targets differs from the number of rows, [`Error::Empty`] without rows,
    /// [`Error::Target`] for the first target that does not fit the loss.
    ///
    /// ```
    /// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
    /// let (loss, gradient) = model.gradient(&[[0.0, 1.0]], &[[1.0]])?;
    /// let mut lower = model.clone();
    /// lower.dense2.bias_mut()[0] -= 0.1 * gradient.dense2.bias()[0];
    /// assert!(lower.gradient(&[[0.0, 1.0]], &[[1.0]])?.0 < loss);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[doc(alias("backward", "grad", "loss_and_gradient"))]
    fn gradient(&self, x: &[Self::Input], targets: &[Self::Target]) -> Result<(Self::Scalar, Self)> {
        check_batch::<Self>(x, targets)?;
        let mut gradient = Self::zeros();
        let loss = Pass::new().run(self, x, targets, Draw::Nothing, &mut gradient);
        Ok((Self::Scalar::of(loss.total()), gradient))
    }
}

/// [`Trainable::evaluate`] with class weights, which only affect the loss. If all weights are 0, the loss is NaN.
pub(crate) fn evaluate<M: Trainable>(
    model: &M,
    set: &Dataset<M::Input, M::Target>,
    class_weights: Option<&ClassWeights<M::Target>>,
) -> Result<Evaluation> {
    check_targets::<M>(set.targets())?;
    let mut meter = Meter::new(M::Loss::TASK, M::Output::WIDTH);
    let (mut activations, mut weights) = (M::Activations::default(), Vec::new());
    let (mut sum, mut rows) = (0.0, 0.0);
    for (x, targets) in set.batches(chunk_rows::<M>()) {
        model.forward(x, &mut activations);
        if let Some(class_weights) = class_weights {
            class_weights.of_rows(targets, &mut weights);
        }
        sum += loss::costs(M::LOSS, M::output(&activations), targets, &weights);
        rows += loss::counted(x.len(), &weights);
        for (output, target) in outputs::<M>(&activations).zip(targets) {
            meter.add(output.values.as_slice(), target);
        }
    }
    let evaluation = meter.evaluation(M::LOSS.reduce(sum / rows) + model.penalty());
    Ok(if M::Class::NAMES.is_empty() { evaluation } else { evaluation.classes(M::Class::NAMES) })
}

/// The target type of the loss of `M`.
pub(crate) type LossTarget<M> = <<M as Trainable>::Loss as Loss>::Target<<M as Layer>::Output>;

/// The outputs of a forward pass, row by row.
pub(crate) fn outputs<M: Trainable>(activations: &M::Activations) -> impl Iterator<Item = Output<'_, M::Output>> {
    let output = M::output(activations);
    output.logits().iter().zip(output.values()).map(|(logits, values)| Output { logits, values })
}

/// Checks that the loss can use every target; the error names the row.
pub(crate) fn check_targets<M: Trainable>(targets: &[M::Target]) -> Result<()> {
    for (row, target) in targets.iter().enumerate() {
        M::LOSS.check::<M::Output>(target.as_target().borrow()).map_err(|problem| Error::Target { row, problem })?;
    }
    Ok(())
}

/// Checks that there are rows, as many targets, and that the loss can use the targets.
pub(crate) fn check_batch<M: Trainable>(x: &[M::Input], targets: &[M::Target]) -> Result<()> {
    if x.is_empty() {
        return Err(Error::Empty);
    }
    if x.len() < M::LEAST_ROWS {
        return Err(Error::Shape {
            what: "rows of a batch of a network with `batch_norm`, at least".into(),
            expected: M::LEAST_ROWS,
            found: x.len(),
        });
    }
    if x.len() != targets.len() {
        return Err(Error::Shape { what: "targets of the batch".into(), expected: x.len(), found: targets.len() });
    }
    check_targets::<M>(targets)
}
