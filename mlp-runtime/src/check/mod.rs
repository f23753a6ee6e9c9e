//! Checks of gradients, for your own parts of a network, and of constants, which the macro cannot evaluate.

pub(crate) mod constants;
mod gradient;

pub(crate) use constants::Message;
pub use gradient::{GradientCheck, gradient};
