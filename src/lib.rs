// Of two definitions of a link the first counts: in the docs, the README's links to files lead to its last section.
#![doc = include_str!("links.md")]
#![doc = include_str!("../README.md")]
//!
//! ## What you hold
//!
//! | to | |
//! | --- | --- |
//! | describe a network | [`network!`], with the words of [`activation`], [`loss`], [`optimizer`], [`init`]; its layers are fields: [`Dense`], [`BatchNorm`], [`LayerNorm`], [`Standardize`] |
//! | get data in | [`Dataset`], [`Scaler`], [`data`] for files; what a row, a target, a number can be: [`Row`], [`Target`], [`Float`] |
//! | train | [`Trainer`], [`Trainable`], [`Schedule`], [`optimizer`]; each [`Epoch`] and the [`History`] of them |
//! | predict and judge | [`Model`], [`Predictor`], [`Classifier`], [`Class`], [`Evaluation`], [`metrics`] |
//! | write and read files | `Model::save` and `load`, [`files`] for weights in memory, [`plot`]; every [`Error`] |
//! | add your own parts | [`activation::Elementwise`], [`loss::Elementwise`], [`CustomLayer`] with [`derive(Tensors)`](derive@Tensors), [`optimizer::Optimizer`]; [`check::gradient`] for all |
//!
//! [`prelude`] has what most programs need, and the [guide](guide) begins with a first network.
#![doc = include_str!("files.md")]
#![forbid(unsafe_code)]

pub mod guide;

// Describe.
#[doc(inline)]
pub use mlp_runtime::{BatchNorm, Dense, LayerNorm, Standardize, activation, init, loss};

// Data.
#[doc(inline)]
pub use mlp_runtime::{Dataset, Float, IntoRows, Row, Scaler, Target, data};

// Train.
#[doc(inline)]
pub use mlp_runtime::{
    Callback, Epoch, History, Hyperparameters, IntoControlFlow, Schedule, Stop, Trainable, Trainer, optimizer,
};

// Predict and judge.
#[doc(inline)]
pub use mlp_runtime::{Class, Classifier, Evaluation, LayerSummary, Model, Predictor, metrics};

// Files.
#[cfg(feature = "files")]
#[doc(inline)]
pub use mlp_runtime::files;
#[cfg(feature = "plot")]
#[doc(inline)]
pub use mlp_runtime::plot;
#[doc(inline)]
pub use mlp_runtime::{Error, Result};

// For your own parts, and for code that is generic over networks.
pub use mlp_macros::Tensors;
#[doc(inline)]
pub use mlp_runtime::{CustomLayer, Layer, Tensors, check};

#[doc(hidden)]
pub use mlp_macros::network as __network;
#[doc(hidden)]
pub use mlp_runtime::__private;

/// What most programs need, in one line: `use mlp::prelude::*;`.
///
/// ```
/// use mlp::prelude::*;
///
/// network! { struct Line; input 1; dense 1; loss mse; }
///
/// let set = Dataset::new(vec![[0.0], [1.0]], vec![[1.0], [3.0]])?;
/// let history = Trainer::new(&mut Line::init(1)).optimizer(Adam::new(0.1)).fit(&set)?;
/// assert_eq!(history.epochs().len(), 10);
/// # Ok::<(), mlp::Error>(())
/// ```
pub mod prelude {
    pub use crate::network;
    #[doc(hidden)]
    pub use mlp_runtime::__private::Elsewhere as _;
    pub use mlp_runtime::optimizer::{Adagrad, Adam, AdamW, Adamax, Lion, NAdam, RAdam, RmsProp, Sgd};
    pub use mlp_runtime::{
        Class, Classifier, Dataset, Epoch, Error, Evaluation, History, Model, Result, Scaler, Schedule, Trainable,
        Trainer,
    };
}

/// Turns the description of a network into a struct with its layers and the code that predicts and trains.
///
/// The statements are listed in the [crate's documentation](crate#the-language).
///
/// ```
/// use mlp::prelude::*;
///
/// network! {
///     /// Exclusive or.
///     pub struct Xor;
///
///     input 2;
///     dense 8 tanh;
///     dense 1 sigmoid;
///     loss binary;
/// }
///
/// let rows = vec![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let set = Dataset::new(rows, vec![[0.0], [1.0], [1.0], [0.0]])?;
/// let mut model = Xor::init(1);
/// Trainer::new(&mut model).optimizer(Adam::new(0.05)).epochs(300).fit(&set)?;
/// assert!(model.predict_class(&[0.0, 1.0]) && !model.predict_class(&[1.0, 1.0]));
/// # Ok::<(), mlp::Error>(())
/// ```
#[macro_export]
macro_rules! network {
    ($($description:tt)*) => { $crate::__network! { [$crate] $($description)* } };
}
