//! Networks of one type → the bytes of a file: a single network, or a trainer's checkpoint with moments and a text.

use safetensors::tensor::{SafeTensorError, SafeTensors, View as _};

use super::Parts;
use super::checksum::{DIGITS, hexadecimal};
use super::header::TEXT;
use super::metadata::{self, About};
use super::tensor::Head;
use crate::tensor::visit::{Path, Tensors};

/// The bytes of the length at the beginning of a file.
const LENGTH: usize = size_of::<u64>();

/// The contents of a file with these networks.
pub(crate) fn encode<M: Tensors>(parts: &Parts<'_, &M>, text: Option<&str>, about: &About) -> Result<Vec<u8>, String> {
    try_encode(parts, text, about).map_err(|error| error.to_string())
}

fn try_encode<M: Tensors>(
    parts: &Parts<'_, &M>,
    text: Option<&str>,
    about: &About,
) -> Result<Vec<u8>, SafeTensorError> {
    // The library writes the head of tensors that know their sizes but give no bytes; the bytes are written into their
    // places afterwards: it would want all of them at once, a third copy beside the model and the file.
    let mut heads: Vec<(String, Head)> = text.map(|text| (TEXT.into(), Head::of_text(text))).into_iter().collect();
    for (name, part) in parts {
        part.tensors(&Path::ROOT.field(name), &mut |path, tensor| heads.push((path.to_string(), Head::of(tensor))));
    }
    let size: usize = heads.iter().map(|(_, head)| head.data_len()).sum();
    let bare = safetensors::serialize(heads, None)?;
    let (mut bytes, digits) = with_metadata(&bare, about);

    let start = bytes.len();
    bytes.resize(start + size, 0);
    let (_, metadata) = SafeTensors::read_metadata(&bytes)?;
    let (head, data) = bytes.split_at_mut(start);
    for (name, part) in parts {
        part.tensors(&Path::ROOT.field(name), &mut |path, tensor| {
            if let Some(info) = metadata.info(&path.to_string()) {
                let (from, to) = info.data_offsets;
                tensor.shape.write(tensor.values, &mut data[from..to]);
            }
        });
    }
    if let Some((text, info)) = text.zip(metadata.info(TEXT)) {
        let (from, to) = info.data_offsets;
        data[from..to].copy_from_slice(text.as_bytes());
    }
    let sum = super::checksum::sum([&head[LENGTH..digits], &head[digits + DIGITS..], data]);
    head[digits..digits + DIGITS].copy_from_slice(&hexadecimal(sum));
    Ok(bytes)
}

/// Length and header with the metadata, and the position of the checksum's digits. The library would write the metadata
/// in a random order.
fn with_metadata(bare: &[u8], about: &About) -> (Vec<u8>, usize) {
    let (entry, digits) = metadata::entry(about);
    let tensors = bare.get(LENGTH + 1..).unwrap_or_default().trim_ascii_end();
    let comma: &[u8] = if tensors.starts_with(b"}") { b"" } else { b"," };
    let mut header = [b"{", entry.as_bytes(), comma, tensors].concat();
    // The data begin at a multiple of eight, as in the library.
    header.resize(header.len().next_multiple_of(LENGTH), b' ');
    ([&(header.len() as u64).to_le_bytes()[..], &header].concat(), LENGTH + 1 + digits)
}
