//! Files that other programs read: weights as safetensors, curves as SVG.

#[cfg(feature = "plot")]
pub mod plot;
#[cfg(feature = "files")]
pub mod safetensors;
