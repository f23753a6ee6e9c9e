//! Weights ↔ safetensors files, with PyTorch's names and layout: `dense1.weight` is `[outputs, inputs]` there, and lies
//! transposed in memory.

mod atomic;
mod finite;
mod parts;
mod tensor;

use std::path::Path;

pub(crate) use parts::{decode, encode, text};

use crate::tensor::visit::Tensors;
use crate::{Error, Result};

/// Writes all tensors of a model into a file, which is replaced as a whole or, on an error, left as it was.
/// A PyTorch module with attributes of the same names loads it by `load_state_dict(safetensors.torch.load_file(…))`.
///
/// # Errors
/// [`Error::Format`] for the first tensor with a number that is not finite, so that a training that diverged never
/// replaces a good file; [`Error::File`] when the file cannot be written.
pub fn save(model: &impl Tensors, path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    finite::check(model).map_err(|problem| format(path, format!("not written: {problem}")))?;
    write_file(path, &encode(&[("", model)], None).map_err(|problem| format(path, problem))?)
}

/// Reads all tensors of a model from a file. The model is changed only if all of them fit. Of the
/// [checkpoint](crate::Trainer::checkpoint) of a trainer it reads the best weights, or the last where none are kept.
///
/// # Errors
/// [`Error::File`] when the file cannot be read. [`Error::Format`] when it is no whole safetensors file, or is that of
/// another network, or has a number that is not finite: it names the first tensor, in the network's order, that is missing,
/// of another shape or type, or not finite, or else one that the network does not have (but for `num_batches_tracked`, which PyTorch's norms save and nobody
/// needs).
pub fn load_into(model: &mut impl Tensors, path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    load_bytes(model, &read_file(path)?, path)
}

/// As [`load_into`], from a file's contents that are in memory already; `origin` is what errors call them.
///
/// # Errors
/// [`Error::Format`], as [`load_into`].
pub fn load_bytes(model: &mut impl Tensors, bytes: &[u8], origin: impl AsRef<Path>) -> Result<()> {
    let loaded = parts::weights(bytes).and_then(|part| decode(&mut [(part, model)], bytes));
    loaded.map_err(|problem| format(origin.as_ref(), problem))
}

/// The whole file.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::File { path: path.into(), source })
}

/// Replaces the file as a whole, or leaves it as it was.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    atomic::replace(path, bytes).map_err(|source| Error::File { path: path.into(), source })
}

/// What is wrong with the contents of a file.
pub(crate) fn format(path: &Path, problem: String) -> Error {
    Error::format(path, problem)
}
