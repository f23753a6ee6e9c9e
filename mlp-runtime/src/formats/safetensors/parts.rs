//! Networks of one type in one file: one by itself, or with its moments and a text as a trainer's checkpoint.

use safetensors::tensor::{Dtype, Metadata, SafeTensorError, SafeTensors};

use super::finite::check_bytes;
use super::tensor::{Head, fitting, read, write};
use crate::tensor::visit::{Path, Shape, Tensors};

/// Networks with what stands before the names of their tensors, `moment1` for `moment1.dense1.weight`; before those of
/// the network with an empty name stands nothing.
pub(crate) type Parts<'a, M> = [(&'a str, M)];

/// The tensor of bytes that holds the text of a checkpoint.
const TEXT: &str = "trainer";

/// What a file of these contains.
pub(crate) fn encode<M: Tensors>(parts: &Parts<'_, &M>, text: Option<&str>) -> Result<Vec<u8>, String> {
    try_encode(parts, text).map_err(|error| error.to_string())
}

fn try_encode<M: Tensors>(parts: &Parts<'_, &M>, text: Option<&str>) -> Result<Vec<u8>, SafeTensorError> {
    // The library writes the head of tensors that know their sizes but give no bytes; the bytes are written into their
    // places afterwards: it would want all of them at once, a third copy beside the model and the file.
    let tensors = parts.iter().flat_map(|(name, part)| layout(name, *part));
    let heads = tensors.map(|(name, shape)| (name, Head::of::<M::Scalar>(shape)));
    let mut bytes = safetensors::serialize(heads.chain(text.map(|text| (TEXT.into(), Head::of_text(text)))), None)?;
    let start = bytes.len();
    let mut size = text.map_or(0, str::len);
    for (_, part) in parts {
        part.tensors(&Path::ROOT, &mut |_, tensor| size += size_of_val(tensor.values));
    }
    bytes.resize(start + size, 0);

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
    if let Some((text, info)) = text.zip(metadata.info(TEXT)) {
        let (from, to) = info.data_offsets;
        data[from..to].copy_from_slice(text.as_bytes());
    }
    Ok(bytes)
}

/// The networks out of a file, or what does not fit. Other networks of a checkpoint are left aside.
pub(crate) fn decode<M: Tensors>(parts: &mut Parts<'_, &mut M>, bytes: &[u8]) -> Result<(), String> {
    let (data, metadata) = opened(bytes)?;
    let layout: Vec<(String, Shape)> = parts.iter().flat_map(|(name, part)| layout(name, &**part)).collect();
    let mut found = Vec::with_capacity(layout.len());
    for (name, shape) in &layout {
        let (from, to) = fitting::<M::Scalar>(&metadata, name, *shape)?.data_offsets;
        let bytes = data.get(from..to).ok_or_else(|| format!("tensor `{name}` lies outside of the file"))?;
        // A moment may be infinite: its weight stops moving, and all others learn.
        if !parts.iter().any(|(part, _)| part.starts_with("moment") && is_below(name, part)) {
            check_bytes::<M::Scalar>(name, *shape, bytes)?;
        }
        found.push((*shape, bytes));
    }
    let is_checkpoint = has_text(&metadata);
    let expected = |name: &String| {
        let of_a_part = || parts.iter().any(|(part, _)| is_below(name, part));
        let aside = is_checkpoint && !of_a_part();
        aside || layout.iter().any(|(ours, _)| ours == name) || name.ends_with("num_batches_tracked")
    };
    if let Some(name) = metadata.offset_keys().iter().find(|name| !expected(name)) {
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

/// The text of a checkpoint.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, String> {
    let (data, metadata) = opened(bytes)?;
    let info = metadata.info(TEXT).filter(|_| has_text(&metadata));
    let text = info.and_then(|info| data.get(info.data_offsets.0..info.data_offsets.1));
    let text = text.ok_or_else(|| format!("expected the checkpoint of a trainer, found a file without `{TEXT}`"))?;
    std::str::from_utf8(text).map_err(|error| format!("`{TEXT}`: expected a text: {error}"))
}

/// The name of the network that a file is loaded for: that of the best weights in a checkpoint, or of the last.
pub(super) fn weights(bytes: &[u8]) -> Result<&'static str, String> {
    let (_, metadata) = opened(bytes)?;
    let keeps_best = || metadata.offset_keys().iter().any(|name| name.starts_with("best."));
    Ok(match has_text(&metadata) {
        false => "",
        true if keeps_best() => "best",
        true => "model",
    })
}

fn has_text(metadata: &Metadata) -> bool {
    metadata.info(TEXT).is_some_and(|info| info.dtype == Dtype::U8)
}

/// The data of a file, and what it says of them.
fn opened(bytes: &[u8]) -> Result<(&[u8], Metadata), String> {
    if bytes.starts_with(b"PK") {
        return Err("expected a safetensors file, found an archive, as `torch.save` writes it: \
                    write it with `safetensors.torch.save_file(model.state_dict(), …)`"
            .into());
    }
    let (head, metadata) =
        SafeTensors::read_metadata(bytes).map_err(|error| format!("expected a whole safetensors file: {error}"))?;
    Ok((bytes.get(size_of::<u64>() + head..).unwrap_or_default(), metadata))
}

/// Whether a tensor's name begins with that of a part: `moment1.dense1.weight` with `moment1`.
fn is_below(name: &str, part: &str) -> bool {
    name.strip_prefix(part).is_some_and(|rest| rest.starts_with('.'))
}

/// Names and shapes, in the network's order.
fn layout(name: &str, part: &impl Tensors) -> Vec<(String, Shape)> {
    let mut layout = Vec::new();
    part.tensors(&Path::ROOT.field(name), &mut |path, tensor| {
        layout.push((path.to_string(), tensor.shape));
    });
    layout
}
