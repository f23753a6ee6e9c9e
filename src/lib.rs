#![doc = "t"]
#![forbid(unsafe_code)]

#[doc(hidden)]
pub use mlp_macros::network as __network;
pub use mlp_runtime::*;

/// What most programs need, in one line: `use mlp::prelude::*;`.
pub mod prelude {
    pub use crate::network;
    pub use mlp_runtime::optimizer::{Adagrad, Adam, AdamW, RmsProp, Sgd};
    pub use mlp_runtime::{
        Classifier, Dataset, Epoch, Error, Evaluation, History, Model, Result, Scaler, Trainable, Trainer,
    };
}

/// Turns the description of a network into a struct with its layers and the code that predicts and trains.
#[macro_export]
macro_rules! network {
    ($($description:tt)*) => { $crate::__network! { [$crate] $($description)* } };
}
