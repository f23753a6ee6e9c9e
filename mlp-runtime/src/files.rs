//! Weights ↔ safetensors files, with PyTorch's names and layout: `dense1.weight` is `[outputs, inputs]` there, and lies
//! transposed in memory.

mod atomic;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path as FilePath;

use safetensors::tensor::{Dtype, Metadata, SafeTensorError, SafeTensors, TensorInfo, View};

use crate::tensors::{Path, Shape, Tensors};
use crate::{Error, Float, Result};

/// Writes all tensors of a model into a file, which is replaced as a whole or, on an error, left as it was.
/// A PyTorch module with attributes of the same names loads it by `load_state_dict(safetensors.torch.load_file(…))`.
///
/// # Errors
/// [`Error::File`] when the file cannot be written.
pub fn save(model: &impl Tensors, path: impl AsRef<FilePath>) -> Result<()> {
    save_parts(&[("", model)], None, path.as_ref())
}

/// Networks of one type with the names before those of their tensors, `moment1` for `moment1.dense1.weight`; an empty one
/// stands for none.
pub(crate) type Parts<'a, M> = [(&'a str, M)];

/// What a file says of itself.
pub(crate) type Notes = BTreeMap<String, String>;

/// As [`save`], for several networks in one file, and with notes.
pub(crate) fn save_parts<M: Tensors>(parts: &Parts<'_, &M>, notes: Option<Notes>, path: &FilePath) -> Result<()> {
    let bytes = encode(parts, notes).map_err(|error| format(path, error.to_string()))?;
    atomic::replace(path, &bytes).map_err(|source| Error::File { path: path.into(), source })
}

/// Reads all tensors of a model from a file. The model is changed only if all of them fit.
///
/// # Errors
/// [`Error::File`] when the file cannot be read. [`Error::Format`] when it is no whole safetensors file, or is that of
/// another network: it names the first tensor, in the network's order, that is missing or of another shape or type, or
/// else one that the network does not have (but for `num_batches_tracked`, which PyTorch's norms save and nobody needs).
pub fn load_into(model: &mut impl Tensors, path: impl AsRef<FilePath>) -> Result<()> {
    let path = path.as_ref();
    load_bytes(model, &read_file(path)?, path)
}

/// As [`load_into`], from a file's contents that are in memory already; `origin` is what errors call them.
///
/// # Errors
/// [`Error::Format`], as [`load_into`].
pub fn load_bytes(model: &mut impl Tensors, bytes: &[u8], origin: impl AsRef<FilePath>) -> Result<()> {
    decode(&mut [("", model)], bytes).map_err(|problem| format(origin.as_ref(), problem))
}

/// The whole file.
pub(crate) fn read_file(path: &FilePath) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::File { path: path.into(), source })
}

pub(crate) fn format(path: &FilePath, problem: String) -> Error {
    Error::Format { path: path.into(), problem }
}

/// What a file of these contains.
fn encode<M: Tensors>(parts: &Parts<'_, &M>, notes: Option<Notes>) -> Result<Vec<u8>, SafeTensorError> {
    // The library writes the head of tensors that know their sizes but give no bytes; the bytes are written into their
    // places afterwards: it would want all of them at once, a third copy beside the model and the file.
    let layouts = parts.iter().flat_map(|(name, part)| layout(name, *part));
    let heads = layouts.map(|(name, shape)| (name, Head::of::<M::Scalar>(shape)));
    let mut bytes = safetensors::serialize(heads, notes.map(|notes| notes.into_iter().collect()))?;
    let start = bytes.len();
    let mut sizes = 0;
    for (_, part) in parts {
        part.tensors(&Path::ROOT, &mut |_, tensor| sizes += size_of_val(tensor.values));
    }
    bytes.resize(start + sizes, 0);

    let (_, metadata) = SafeTensors::read_metadata(&bytes)?;
    let data = &mut bytes[start..];
    for (name, part) in parts {
        part.tensors(&Path::ROOT.field(name), &mut |path, tensor| {
            if let Some(info) = metadata.info(&path.to_string()) {
                let (from, to) = info.data_offsets;
                write(&mut data[from..to], tensor.shape, tensor.values);
            }
        });
    }
    Ok(bytes)
}

/// What a file says of itself.
pub(crate) fn notes(bytes: &[u8]) -> Result<Notes, String> {
    let (_, metadata) = head(bytes)?;
    Ok(metadata.metadata().iter().flatten().map(|(name, note)| (name.clone(), note.clone())).collect())
}

/// How long the head of a file is, and what it says.
fn head(bytes: &[u8]) -> Result<(usize, Metadata), String> {
    if bytes.starts_with(b"PK") {
        return Err("expected a safetensors file, found an archive, as `torch.save` writes it: \
                    write it with `safetensors.torch.save_file(model.state_dict(), …)`"
            .into());
    }
    SafeTensors::read_metadata(bytes).map_err(|error| format!("expected a whole safetensors file: {error}"))
}

/// The networks out of a file, or what does not fit.
pub(crate) fn decode<M: Tensors>(parts: &mut Parts<'_, &mut M>, bytes: &[u8]) -> Result<(), String> {
    let (head, metadata) = head(bytes)?;
    let data = bytes.get(size_of::<u64>() + head..).unwrap_or_default();
    let layout: Vec<(String, Shape)> = parts.iter().flat_map(|(name, part)| layout(name, &**part)).collect();
    let mut found = Vec::with_capacity(layout.len());
    for (name, shape) in &layout {
        let info = fitting::<M::Scalar>(&metadata, name, *shape)?;
        let (from, to) = info.data_offsets;
        let bytes = data.get(from..to);
        found.push((*shape, bytes.ok_or_else(|| format!("tensor `{name}` lies outside of the file"))?));
    }
    let ours = |name: &String| layout.iter().any(|(ours, _)| ours == name) || name.ends_with("num_batches_tracked");
    if let Some(name) = metadata.offset_keys().iter().find(|name| !ours(name)) {
        return Err(format!("unexpected tensor `{name}`: the network has no such tensor"));
    }

    let mut found = found.into_iter();
    for (_, part) in parts {
        M::side_by_side([&mut **part], &mut |_, [values]| {
            if let Some((shape, bytes)) = found.next() {
                read(bytes, shape, values);
            }
        });
        part.loaded();
    }
    Ok(())
}

/// Names and shapes, in the network's order.
fn layout(name: &str, part: &impl Tensors) -> Vec<(String, Shape)> {
    let mut layout = Vec::new();
    part.tensors(&Path::ROOT.field(name), &mut |path, tensor| {
        layout.push((path.to_string(), tensor.shape));
    });
    layout
}

/// The file's tensor of this name, if it is of this shape and of numbers `T`.
fn fitting<'m, T: Float>(metadata: &'m Metadata, name: &str, shape: Shape) -> Result<&'m TensorInfo, String> {
    let Some(info) = metadata.info(name) else {
        let names = metadata.offset_keys();
        let all = if names.is_empty() { "none".into() } else { format!("`{}`", names.join("`, `")) };
        return Err(format!("expected a tensor `{name}`, found {all}"));
    };
    let expected = dimensions(shape);
    if info.shape != expected {
        let turned = expected.len() == 2 && info.shape.iter().eq(expected.iter().rev());
        let hint = if turned { ": transpose it, PyTorch stores [outputs, inputs]" } else { "" };
        return Err(format!("tensor `{name}`: expected the shape {expected:?}, found {:?}{hint}", info.shape));
    }
    if info.dtype != dtype::<T>() {
        let found = info.dtype.to_string().to_lowercase();
        let hint = match info.dtype {
            Dtype::F32 | Dtype::F64 => format!(": write `dtype {found};`, or convert the file"),
            _ => ": convert the file".into(),
        };
        return Err(format!("tensor `{name}`: expected {} numbers, found {found}{hint}", T::NAME));
    }
    Ok(info)
}

fn dimensions(shape: Shape) -> Vec<usize> {
    match shape {
        Shape::Vector(length) => vec![length],
        Shape::Transposed(outputs, inputs) => vec![outputs, inputs],
    }
}

fn dtype<T: Float>() -> Dtype {
    if size_of::<T>() == size_of::<f32>() { Dtype::F32 } else { Dtype::F64 }
}

/// Where number `k` of the file lies in memory.
fn place(shape: Shape, k: usize) -> usize {
    match shape {
        Shape::Vector(_) => k,
        Shape::Transposed(outputs, inputs) => k % inputs * outputs + k / inputs,
    }
}

/// Memory → file, little-endian.
#[allow(clippy::cast_possible_truncation)] // an f32 that was widened
fn write<T: Float>(bytes: &mut [u8], shape: Shape, values: &[T]) {
    let numbers = (0..values.len()).map(|k| values[place(shape, k)].widen());
    match dtype::<T>() {
        Dtype::F32 => bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, number)| {
            *bytes = (number as f32).to_le_bytes();
        }),
        _ => bytes.as_chunks_mut().0.iter_mut().zip(numbers).for_each(|(bytes, number)| {
            *bytes = number.to_le_bytes();
        }),
    }
}

/// File → memory.
fn read<T: Float>(bytes: &[u8], shape: Shape, values: &mut [T]) {
    let mut put = |(k, number): (usize, f64)| values[place(shape, k)] = T::of(number);
    match dtype::<T>() {
        Dtype::F32 => {
            let numbers = bytes.as_chunks().0.iter().map(|&bytes| f64::from(f32::from_le_bytes(bytes)));
            numbers.enumerate().for_each(&mut put);
        }
        _ => {
            let numbers = bytes.as_chunks().0.iter().map(|&bytes| f64::from_le_bytes(bytes));
            numbers.enumerate().for_each(&mut put);
        }
    }
}

/// A tensor's entry in the head of a file, without its bytes.
struct Head {
    dtype: Dtype,
    shape: Vec<usize>,
}

impl Head {
    fn of<T: Float>(shape: Shape) -> Self {
        Self { dtype: dtype::<T>(), shape: dimensions(shape) }
    }
}

impl View for Head {
    fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&[])
    }

    fn data_len(&self) -> usize {
        self.shape.iter().product::<usize>() * self.dtype.bitsize() / 8
    }
}
