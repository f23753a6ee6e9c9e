//! The header of a safetensors file → its tensors. A `const fn`, so that files that are compiled in and files that are
//! loaded are read by the same rules.
//!
//! It accepts what the `safetensors` crate accepts, except for things that no program writes: fields of a tensor other
//! than `dtype`, `shape`, and `data_offsets`, and two tensors of the same name.

use super::checksum::{ALGORITHM, DIGITS};
use super::entry::{Entry, entry};
use super::json::{Place, ends, is, mark, space, string};
use super::split::{is_ascii, split};
use crate::check::Message;

/// The value of `Ok`, or returns the error: `?` without traits.
macro_rules! get {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(message) => return Err(message),
        }
    };
}

/// The keys of our metadata in a header.
pub(super) const METADATA: &str = "__metadata__";
pub(super) const VERSION: &str = "mlp.version";
pub(super) const CHECKSUM: &str = "mlp.checksum";

/// The name of the tensor that only checkpoints have.
pub(super) const TEXT: &str = "trainer";

/// A file whose tensors cover each byte of its data once.
#[derive(Clone, Copy)]
pub(crate) struct Header<'f> {
    pub(super) text: &'f [u8],
    pub(crate) data: &'f [u8],
    /// The number of tensors.
    pub(super) count: usize,
    /// The digits of the checksum, if the file has one.
    pub(super) checksum: Option<Place>,
    /// Whether `mlp` wrote it.
    pub(super) ours: bool,
}

impl<'f> Header<'f> {
    /// Reads a header into `entries`, of which there are [`capacity`], all [`NONE`](Entry::NONE).
    pub(crate) const fn read(file: &'f [u8], entries: &mut [Entry]) -> Result<Self, Message> {
        let (text, data) = get!(split(file));
        if !is_ascii(text) && str::from_utf8(text).is_err() {
            return Err(broken(text, 0));
        }
        let mut this = Self { text, data, count: 0, checksum: None, ours: false };
        let Some(mut at) = mark(text, 0, b'{') else { return Err(broken(text, 0)) };
        let mut more = at < text.len() && text[at] != b'}';
        while more {
            (at, more) = get!(this.pair(at, entries));
        }
        match mark(text, at, b'}') {
            Some(end) if end == text.len() => {}
            _ => return Err(broken(text, at)),
        }
        get!(this.covered(entries));
        Ok(this)
    }

    /// Reads one key of the header with its value. Returns where the next one begins, and whether there is one.
    const fn pair(&mut self, at: usize, entries: &mut [Entry]) -> Result<(usize, bool), Message> {
        let text = self.text;
        let Some(name) = string(text, at) else { return Err(broken(text, at)) };
        let Some(value) = mark(text, name.1 + 1, b':') else { return Err(broken(text, name.1)) };
        let end = if is(text, name, METADATA.as_bytes()) {
            match self.metadata(value) {
                Some(end) => end,
                None => return Err(broken(text, value)),
            }
        } else {
            let (entry, end) = get!(entry(text, name, value));
            get!(self.insert(entry, entries));
            end
        };
        Ok(after(text, end))
    }

    /// Reads names with texts.
    const fn metadata(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let Some(mut at) = mark(text, at, b'{') else { return None };
        let mut more = at < text.len() && text[at] != b'}';
        while more {
            let Some(key) = string(text, at) else { return None };
            let Some(value) = mark(text, key.1 + 1, b':') else { return None };
            let Some(value) = string(text, value) else { return None };
            if is(text, key, CHECKSUM.as_bytes()) {
                let whole = value.1 - value.0 == ALGORITHM.len() + DIGITS;
                if self.checksum.is_some() || !whole || !is_start(text, value, ALGORITHM.as_bytes()) {
                    return None;
                }
                self.checksum = Some((value.0 + ALGORITHM.len(), value.1));
            }
            self.ours = self.ours || is(text, key, VERSION.as_bytes());
            (at, more) = after(text, value.1 + 1);
        }
        match mark(text, at, b'}') {
            // The caller checks what follows.
            Some(_) => Some(space(text, at) + 1),
            None => None,
        }
    }

    /// Whether it is the checkpoint of a trainer.
    pub(crate) const fn is_checkpoint(&self, entries: &[Entry]) -> bool {
        match self.find(entries, TEXT.as_bytes(), TEXT.len()) {
            Some(at) => is(self.text, entries[at].dtype, b"U8"),
            None => false,
        }
    }

    /// Whether no network needs the tensor: PyTorch's norms count their batches.
    pub(crate) const fn is_aside(&self, entry: &Entry) -> bool {
        ends(self.text, entry.name, b"num_batches_tracked")
    }
}

/// After a value: where the next key begins, or the end, and whether there is a key.
pub(super) const fn after(text: &[u8], at: usize) -> (usize, bool) {
    match mark(text, at, b',') {
        Some(next) => (next, true),
        None => (space(text, at), false),
    }
}

const fn is_start(text: &[u8], place: Place, wanted: &[u8]) -> bool {
    place.1 - place.0 >= wanted.len() && is(text, (place.0, place.0 + wanted.len()), wanted)
}

/// The beginning of a message about a tensor.
pub(super) const fn named(name: &[u8]) -> Message {
    Message::new().text("tensor `").bytes(name).text("`")
}

pub(super) const fn broken(text: &[u8], at: usize) -> Message {
    let at = if at < text.len() { at } else { text.len() };
    Message::new().text("expected a whole safetensors file: the header is not as it should be from byte ").number(at)
}
