//! Files that other programs read: weights as safetensors, curves as SVG.

#[cfg(feature = "files")]
pub(crate) mod file;
#[cfg(feature = "plot")]
pub mod plot;
pub(crate) mod safetensors;
