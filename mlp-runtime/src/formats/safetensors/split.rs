//! A file → its header and its data.

use super::entry::SHORTEST;
use crate::check::Message;

/// The library's bound.
const LARGEST: usize = 100_000_000;

/// How many `Entry`s a file needs at most.
#[must_use]
pub const fn capacity(file: &[u8]) -> usize {
    match split(file) {
        Ok((text, _)) => text.len() / SHORTEST + 1,
        Err(_) => 1,
    }
}

/// Header and data.
pub(super) const fn split(file: &[u8]) -> Result<(&[u8], &[u8]), Message> {
    let message = Message::new().text("expected a whole safetensors file");
    if let [b'P', b'K', ..] = file {
        return Err(Message::new().text(
            "expected a safetensors file, found an archive, as `torch.save` writes it: \
             write it with `safetensors.torch.save_file(model.state_dict(), …)`",
        ));
    }
    if let Some((b"version https://git-lfs", _)) = file.split_first_chunk::<23>() {
        return Err(message.text(", found a pointer of Git LFS: `git lfs pull` brings the file itself"));
    }
    let Some((length, rest)) = file.split_first_chunk::<8>() else {
        return Err(message.text(", found ").number(file.len()).text(" bytes"));
    };
    let length = u64::from_le_bytes(*length);
    if length > LARGEST as u64 {
        return Err(message.text(": its first eight bytes are not the length of a header"));
    }
    #[allow(clippy::cast_possible_truncation)] // at most LARGEST
    match rest.split_at_checked(length as usize) {
        Some((text @ [b'{', ..], data)) => Ok((text, data)),
        Some(_) => Err(message.text(": the header is not JSON")),
        None => Err(message.text(": it ends within its header")),
    }
}

/// Most headers are ASCII, which is checked much faster than UTF-8 at compile time.
pub(super) const fn is_ascii(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some((block, tail)) = rest.split_first_chunk::<1024>() {
        let words = bytemuck::must_cast::<[u8; 1024], [u64; 128]>(*block);
        let (mut all, mut words): (u64, &[u64]) = (0, &words);
        while let [a, b, c, d, tail @ ..] = words {
            all |= *a | *b | *c | *d;
            words = tail;
        }
        if all & 0x8080_8080_8080_8080 != 0 {
            return false;
        }
        rest = tail;
    }
    while let [a, tail @ ..] = rest {
        if *a >= 0x80 {
            return false;
        }
        rest = tail;
    }
    true
}
