// Of two definitions of a link the first counts: in the docs, the README's links to files lead to its last section.
#![doc = include_str!("links.md")]
#![doc = include_str!("../README.md")]
#![doc = include_str!("files.md")]
#![forbid(unsafe_code)]

pub mod guide;

pub use mlp_macros::Tensors;
#[doc(hidden)]
pub use mlp_macros::network as __network;
pub use mlp_runtime::*;

/// What most programs need, in one line: `use mlp::prelude::*;`.
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
/// The statements stand in the [crate's documentation](crate#the-language).
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
