//! Weights ↔ safetensors files, with PyTorch's names and layout: `dense1.weight` is `[outputs, inputs]` there, and lies
//! transposed in memory.
//!
//! Our files have a checksum over header and data; a file with a wrong checksum is refused. Files of other programs
//! load without one.

#![allow(clippy::result_large_err)] // a message cannot be boxed while compiling

pub(crate) mod checksum;
pub(crate) mod entry;
pub(crate) mod hash;
pub(crate) mod header;
mod json;
pub(crate) mod rules;
pub(crate) mod split;
mod table;

#[cfg(feature = "files")]
mod decode;
#[cfg(feature = "files")]
mod encode;
#[cfg(feature = "files")]
mod finite;
#[cfg(feature = "files")]
mod metadata;
#[cfg(feature = "files")]
pub mod public;
#[cfg(feature = "files")]
mod tensor;

#[cfg(feature = "files")]
pub(crate) use {decode::Opened, encode::encode, metadata::About, metadata::network};

#[cfg(feature = "files")]
use crate::tensor::visit::{Path, Shape, Tensors};

/// Networks with what stands before the names of their tensors, `moment1` for `moment1.dense1.weight`; before those of
/// the network with an empty name stands nothing.
#[cfg(feature = "files")]
pub(crate) type Parts<'a, M> = [(&'a str, M)];

/// Names and shapes, in the network's order.
#[cfg(feature = "files")]
fn layout(name: &str, part: &impl Tensors) -> Vec<(String, Shape)> {
    let mut layout = Vec::new();
    part.tensors(&Path::ROOT.field(name), &mut |path, tensor| {
        layout.push((path.to_string(), tensor.shape));
    });
    layout
}
