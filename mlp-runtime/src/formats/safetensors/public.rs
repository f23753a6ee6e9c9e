//! The public functions: `mlp::files`.

use std::io::Read;
use std::path::Path;

use super::metadata::About;
use super::{Opened, encode, finite};
use crate::formats::file;
use crate::tensor::visit::Tensors;
use crate::{Error, Result};

/// What errors call contents that came from no file.
const BYTES: &str = "bytes";

/// Writes all tensors of a model to a file, which is replaced as a whole, or left unchanged on an error. A PyTorch
/// module with attributes of the same names loads it with `load_state_dict(safetensors.torch.load_file(…))`.
///
/// If `path` is a symbolic link, the file it points to is replaced. A file keeps its permissions. Hard links to it keep
/// the old contents. Folders, pipes, and devices are refused.
///
/// # Errors
/// [`Error::Format`] for the first tensor with a number that is not finite, so that a training that diverged never
/// replaces a good file. [`Error::File`] if the file cannot be written.
///
/// ```
/// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
/// # let folder = tempfile::tempdir()?;
/// let path = folder.path().join("xor.safetensors");
/// mlp_runtime::files::save(&model, &path)?;
/// assert_eq!(Xor::load(&path)?, model);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn save(model: &impl Tensors, path: impl AsRef<Path>) -> Result<()> {
    save_about(model, &About::default(), path.as_ref())
}

/// The same with what is told of the network.
pub(crate) fn save_about(model: &impl Tensors, about: &About, path: &Path) -> Result<()> {
    file::write(path, &bytes_about(model, about, path)?)
}

/// The contents of the file that [`save`] writes.
///
/// # Errors
/// [`Error::Format`] for the first tensor with a number that is not finite.
///
/// ```
/// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
/// let bytes = mlp_runtime::files::to_bytes(&model)?;
/// assert_eq!(Xor::load_bytes(&bytes)?, model);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn to_bytes(model: &impl Tensors) -> Result<Vec<u8>> {
    bytes_about(model, &About::default(), Path::new(BYTES))
}

/// The same with what is told of the network.
pub(crate) fn bytes_about(model: &impl Tensors, about: &About, origin: &Path) -> Result<Vec<u8>> {
    finite::check(model).map_err(|problem| format(origin, format!("not written: {problem}")))?;
    encode(&[("", model)], None, about).map_err(|problem| format(origin, problem))
}

/// Reads all tensors of a model from a file. The model changes only if all of them fit. From the
/// [checkpoint](crate::Trainer::checkpoint) of a trainer it reads the best weights, or the last ones if there are none.
///
/// # Errors
/// [`Error::File`] if the file cannot be read. [`Error::Format`] if it is not a complete safetensors file, if its
/// checksum is wrong, or if it belongs to another network. The error names the first tensor, in the order of the
/// network, that is missing, has another shape or type, or contains numbers that are not finite; otherwise a tensor
/// that the network does not have. (`num_batches_tracked`, which PyTorch's norms save, is ignored.)
///
/// ```
/// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
/// # let folder = tempfile::tempdir()?;
/// let path = folder.path().join("xor.safetensors");
/// model.save(&path)?;
/// let mut other = Xor::init(2);
/// mlp_runtime::files::load_into(&mut other, &path)?;
/// assert_eq!(other, model);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn load_into(model: &mut impl Tensors, path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    load_bytes(model, &file::read(path)?, path)
}

/// Like [`load_into`], from the contents of a file in memory. Errors call them `origin`.
///
/// # Errors
/// [`Error::Format`], as [`load_into`].
///
/// ```
/// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
/// let mut other = Xor::init(2);
/// mlp_runtime::files::load_bytes(&mut other, &model.to_bytes()?, "the cache")?;
/// assert_eq!(other, model);
/// let error = mlp_runtime::files::load_bytes(&mut other, b"no file", "the cache").unwrap_err();
/// assert!(error.to_string().starts_with("the cache"));
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn load_bytes(model: &mut impl Tensors, bytes: &[u8], origin: impl AsRef<Path>) -> Result<()> {
    let loaded = Opened::new(bytes).and_then(|mut opened| {
        let part = opened.weights();
        opened.decode(&mut [(part, model)])
    });
    loaded.map_err(|problem| format(origin.as_ref(), problem))
}

/// Like [`load_into`], from a reader, which is read to its end. Errors call it `origin`.
///
/// # Errors
/// As [`load_into`].
///
/// ```
/// # mlp::network! { struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; } let model = Xor::init(1);
/// let bytes = model.to_bytes()?;
/// let mut other = Xor::init(2);
/// mlp_runtime::files::load_reader(&mut other, &bytes[..], "the cache")?; // any `impl Read`
/// assert_eq!(other, model);
/// # Ok::<(), mlp::Error>(())
/// ```
pub fn load_reader(model: &mut impl Tensors, reader: impl Read, origin: impl AsRef<Path>) -> Result<()> {
    load_bytes(model, &read_all(reader, origin.as_ref())?, origin)
}

/// All that a reader gives.
pub(crate) fn read_all(mut reader: impl Read, origin: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|source| file::error(origin, source))?;
    Ok(bytes)
}

/// What is wrong with the contents of a file.
pub(crate) fn format(path: &Path, problem: String) -> Error {
    Error::format(path, problem)
}
