//! Checks: of gradients, for those who write a part of a network, and of what the macro cannot know while it runs.

pub(crate) mod constants;
mod gradient;

pub(crate) use constants::Message;
pub use gradient::{GradientCheck, gradient};
