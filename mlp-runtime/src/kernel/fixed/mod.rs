//! Products compiled for the sizes of a layer, where that is worth more than compiling them once.

pub(super) mod sized;
pub(super) mod unrolled;
