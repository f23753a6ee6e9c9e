//! Multi-layer perceptrons as a macro.

#[doc(hidden)]
pub use mlp_macros::network as __network;
pub use mlp_runtime::*;

/// Turns the description of a network into a struct with its layers and the code that predicts and trains.
#[macro_export]
macro_rules! network {
    ($($description:tt)*) => { $crate::__network! { [$crate] $($description)* } };
}
